"""Incidents get their numbers one after the other, are found again, and are the fold of their entries."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import UserError
from app.domain.incident import OPEN_STATUSES, Audience, Incident, Status, after
from app.record import incidents
from app.record.append import append
from tests.record.facts import ADA, BEN, CARD_EVERY_S, CHANNEL, declared, record_of


async def test_numbers_count_up(database, clock):
    keys = [(await declared(database, clock(), key=f"{n}", channel=f"C{n}")).key for n in range(3)]
    assert keys == ["INC-1", "INC-2", "INC-3"]


async def test_declared_at_once_by_replicas(database, replica, clock):
    new = [
        declared(into, clock(), key=f"{number} {n}", channel=f"C{number}{n}")
        for n in range(8)
        for number, into in enumerate((database, replica))
    ]
    found = await asyncio.gather(*new)
    assert sorted(incident.id for incident in found) == list(range(1, 17))
    for incident in found:
        assert incident.key == f"INC-{incident.id}"
        assert len(await record_of(database, incident)) == 1


async def test_the_same_declaration_at_once_is_one_incident(database, replica, clock):
    found = await asyncio.gather(
        *(declared(into, clock(), key="same") for _ in range(4) for into in (database, replica))
    )
    assert {incident.key for incident in found} == {"INC-1"}
    assert len(await record_of(database, found[0])) == 1


async def test_declared_again_changes_nothing(database, clock):
    first = await declared(database, clock(), title="Checkout is down")
    clock.forward(60)
    assert await declared(database, clock(), title="Something else") == first


@pytest.mark.parametrize("said", ["INC-1", " inc-1 ", "1"])
async def test_found_by_its_key(database, incident, said):
    async with database.reading() as connection:
        assert await incidents.by_key(connection, said) == incident


async def test_an_unknown_key_is_answered_with_a_way_out(database, incident):
    async with database.reading() as connection:
        with pytest.raises(UserError, match=r"There is no incident INC-7\. .*list"):
            await incidents.by_key(connection, "7")


async def test_the_newest_incident_of_a_channel(database, clock):
    await declared(database, clock(), key="first")
    second = await declared(database, clock(), key="second")
    async with database.reading() as connection:
        assert await incidents.by_channel(connection, CHANNEL) == second
        assert await incidents.by_channel(connection, "C0THER") is None
    async with database.transaction() as tx:
        assert await incidents.recorded_in(tx, [CHANNEL, "C0THER"]) == {CHANNEL: second.id}


async def test_several_channels(database, incident):
    async with database.transaction() as tx:
        await incidents.link(tx, incident.id, "C0002", "payments")
        await incidents.link(tx, incident.id, "C0002", "payments-renamed")
    async with database.reading() as connection:
        assert await incidents.channels_of(connection, incident.id) == {
            CHANNEL: f"inc-{CHANNEL}",
            "C0002": "payments-renamed",
        }
    async with database.transaction() as tx:
        await incidents.unlink(tx, incident.id, "C0002")
        assert await incidents.recorded_in(tx, [CHANNEL, "C0002"]) == {CHANNEL: incident.id}


def entry_of(kind, text="", **details):
    return kind, text, details


MOVES = st.one_of(
    st.sampled_from(Status).map(lambda to: entry_of(Kind.STATUS, to=to.value, was="")),
    st.integers(1, 5).map(lambda to: entry_of(Kind.SEVERITY, to=str(to), was="")),
    st.sampled_from(["lead", "comms"]).flatmap(
        lambda role: st.sampled_from([ADA, BEN, ""]).map(lambda who: entry_of(Kind.ROLE, role=role, person=who))
    ),
    st.text(min_size=1, max_size=5).map(lambda text: entry_of(Kind.TITLE, text)),
    st.text(max_size=5).map(lambda text: entry_of(Kind.IMPACT, text)),
    st.booleans().map(lambda quiet: entry_of(Kind.SETTING, quiet=quiet)),
    st.sampled_from(Audience).map(lambda audience: entry_of(Kind.SETTING, audience=audience.value)),
    st.booleans().map(lambda recording: entry_of(Kind.SETTING, recording=recording)),
    st.sampled_from(["update", "catchup"]).map(lambda brief: entry_of(Kind.POST, brief=brief)),
    st.just(entry_of(Kind.NOTE, "nothing moves")),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOVES, max_size=8), st.data())
async def test_what_is_stored_is_the_fold_of_the_entries(database, clock, moves, data):
    incident = await declared(database, clock(), key=data.draw(st.uuids()).hex)
    for number, (kind, text, details) in enumerate(moves):
        draft = Draft(
            key=f"move {number}",
            kind=kind,
            happened_at=clock.forward(1),
            author=Author(Voice.PERSON, ADA),
            source=Source("test", ""),
            text=text,
            details=details,
        )
        async with database.transaction() as tx:
            stored, _ = await append(tx, incident.id, [draft], clock(), CARD_EVERY_S)
    folded = incident
    for entry in await record_of(database, incident):
        folded = after(folded, entry)
    async with database.reading() as connection:
        kept = await incidents.by_id(connection, incident.id)
    assert kept == folded
    if moves:
        assert stored == kept
    assert_sensible(kept)


def assert_sensible(incident: Incident) -> None:
    assert (incident.resolved_at is None) == (incident.status in OPEN_STATUSES)
    assert (incident.closed_at is None) == (incident.status is not Status.CLOSED)
    assert all(incident.roles.values())
