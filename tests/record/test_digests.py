"""Digests are kept by window, and emptied when something in their window is taken back, on both databases."""

from datetime import timedelta

import pytest

from app.domain.brief import Standing, Statement
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.record import digests
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.digests import StoredDigest
from app.record.keys import deletion_key


@pytest.fixture
async def incident(database, clock):
    async with database.transaction() as tx:
        incident = await declare(tx, Declaration(title="Checkout", person="U1", key="k", channel="C1"), clock(), 5.0)
        drafts = [
            Draft(
                key=f"m:C1/{number}.0",
                kind=Kind.MESSAGE,
                happened_at=clock() + timedelta(minutes=number),
                author=Author(Voice.PERSON, "U1"),
                source=Source("slack", f"C1/{number}.0"),
                text=f"message {number}",
            )
            for number in range(20)
        ]
        await append(tx, incident.id, drafts, clock(), 5.0)
    return incident


def stored(first: int, last: int, words: str = "Ana restarted it.") -> StoredDigest:
    statement = Statement(words, (first,), Standing.STATED)
    return StoredDigest(
        first_seq=first, last_seq=last, content="c", version="v", writer="small", statements=(statement,)
    )


async def kept(database, incident):
    async with database.reading() as connection:
        return await digests.of_incident(connection, incident.id)


async def test_kept_in_order_and_replaced_by_first_entry(database, incident, clock):
    async with database.transaction() as tx:
        for one in (stored(9, 16), stored(1, 8), stored(1, 8, "Ben restarted it.")):
            await digests.save(tx, incident.id, one, clock())
    assert await kept(database, incident) == [stored(1, 8, "Ben restarted it."), stored(9, 16)]


async def test_a_deletion_empties_the_window_that_it_is_in_and_no_other(database, incident, clock):
    async with database.transaction() as tx:
        for one in (stored(1, 8), stored(9, 16)):
            await digests.save(tx, incident.id, one, clock())
        gone = Draft(
            key=deletion_key("m:C1/2.0"),
            kind=Kind.DELETION,
            happened_at=clock(),
            author=Author(Voice.MACHINE, "slack"),
            source=Source("slack", "C1/2.0"),
            about="m:C1/2.0",
        )
        await append(tx, incident.id, [gone], clock(), 5.0)
    first, second = await kept(database, incident)
    assert (first.content, first.statements, first.last_seq) == ("", (), 8)
    assert second == stored(9, 16)
