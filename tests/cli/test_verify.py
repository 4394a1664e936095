import asyncio
import sqlite3

import pytest

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.store.database import Database
from tests.conftest import ManualClock


@pytest.fixture
def record(run, tmp_path) -> str:
    """A record of a few entries, in the file that is given to SQLite."""
    address = f"sqlite:///{tmp_path / 'watchkeeper.db'}"
    assert run("migrate", WATCHKEEPER_DATABASE_URL=address).code == 0
    asyncio.run(_written(address))
    return address


async def _written(address: str) -> None:
    database, now = Database(address), ManualClock()()
    async with database.transaction() as tx:
        incident = await declare(tx, Declaration(key="t", title="Checkout is down", person="U1", channel="C1"), now, 5)
        drafts = [
            Draft(key=f"n{number}", kind=Kind.NOTE, happened_at=now, author=Author(Voice.PERSON, "U1"),
                  source=Source("test", str(number)), text=f"note {number}")
            for number in range(3)
        ]  # fmt: skip
        await append(tx, incident.id, drafts, now, 5)
    await database.close()


def changed(address: str, statement: str) -> None:
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_record(run, record):
    ran = run("verify", "inc-1", WATCHKEEPER_DATABASE_URL=record)
    assert (ran.code, ran.out) == (0, "INC-1: 4 entries; the chain verifies.\n")


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE entries SET text = 'something else' WHERE seq = 2", "The content of entry 2 was changed."),
        ("UPDATE entries SET author_id = 'U2' WHERE seq = 3", "Entry 3 does not fit the one before it."),
        ("DELETE FROM entries WHERE seq = 2", "Entry 2 is missing."),
        ("DELETE FROM entries WHERE seq = 4", "The record ends at entry 3, but the incident says 4."),
        ("UPDATE entries SET erased = 1 WHERE seq = 2", "Entry 2 is marked as erased but has content."),
    ],
)
def test_a_record_that_somebody_changed(run, record, statement, sentence):
    changed(record, statement)
    ran = run("verify", "INC-1", WATCHKEEPER_DATABASE_URL=record)
    assert ran.code == 1
    assert ran.err.startswith("watchkeeper: The record of INC-1 does not verify:")
    assert sentence in ran.err


def test_erased_content_is_no_fault(run, record):
    changed(
        record, "UPDATE entries SET text = '', details = '{}', author_name = '', salt = '', erased = 1 WHERE seq = 2"
    )
    ran = run("verify", "INC-1", WATCHKEEPER_DATABASE_URL=record)
    assert (ran.code, ran.out) == (0, "INC-1: 4 entries, the content of 1 erased on request; the chain verifies.\n")


def test_an_incident_that_there_is_not(run, record):
    ran = run("verify", "INC-99", WATCHKEEPER_DATABASE_URL=record)
    assert ran.code == 1
    assert "There is no incident INC-99." in ran.err
