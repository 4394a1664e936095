import pytest
from sqlalchemy import select

from app.domain.entry import Kind, Voice
from app.domain.incident import Audience, Status
from app.record.declaring import UNTITLED
from app.store.tables import jobs
from tests.record.facts import CHANNEL, declared, record_of


async def job_kinds(database):
    async with database.reading() as connection:
        return set((await connection.execute(select(jobs.c.kind))).scalars())


@pytest.mark.parametrize(
    ("channel", "first", "other"), [(CHANNEL, "settle_in", "open_channel"), ("", "open_channel", "settle_in")]
)
async def test_an_incident_begins(database, clock, channel, first, other):
    incident = await declared(database, clock(), channel=channel)
    assert (incident.key, incident.title, incident.status) == ("INC-1", "Checkout is down", Status.INVESTIGATING)
    [entry] = await record_of(database, incident)
    assert (entry.kind, entry.text, entry.happened_at) == (Kind.STATUS, "Checkout is down", clock())
    kinds = await job_kinds(database)
    assert first in kinds
    assert other not in kinds


@pytest.mark.parametrize("title", ["", "  \n "])
async def test_without_a_title(database, clock, title):
    assert (await declared(database, clock(), title=title)).title == UNTITLED


async def test_private(database, clock):
    assert (await declared(database, clock(), private=True)).audience is Audience.CHANNEL


async def test_declared_by_a_person(database, incident):
    [entry] = await record_of(database, incident)
    assert entry.author.voice is Voice.PERSON
