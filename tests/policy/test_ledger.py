"""The ledger's rows, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.policy import ledger
from app.policy.budget import Spent
from app.policy.ledger import Outgoing


@pytest.fixture
def row(clock) -> Outgoing:
    return Outgoing(
        at=clock(),
        incident_id=1,
        purpose="catchup",
        model="m",
        host="h",
        is_local=True,
        input_tokens=10,
        output_tokens=5,
    )


async def test_a_row_is_read_as_it_was_written(database, row):
    full = replace(
        row, reason="r", masked={"person": 2}, entries=3, characters=99, cost_microusd=7, duration_ms=8, trace="t"
    )
    async with database.transaction() as tx:
        await ledger.write(tx, full)
    async with database.reading() as connection:
        assert await ledger.rows(connection) == [full]
        assert await ledger.unfinished(connection) == 1


async def test_names_that_are_too_long_for_a_column_are_cut(database, row):
    async with database.transaction() as tx:
        await ledger.write(tx, replace(row, model="m" * 500, purpose="p" * 99, trace="t" * 99))
    async with database.reading() as connection:
        (kept,) = await ledger.rows(connection)
    assert (len(kept.model), len(kept.purpose), len(kept.trace)) == (120, 32, 40)


async def test_a_call_is_completed_once(database, row):
    async with database.transaction() as tx:
        number = await ledger.write(tx, row)
        await ledger.complete(tx, number, outcome="answered", used=(12, 3), cost_microusd=4, duration_ms=5)
        await ledger.complete(tx, number, outcome="stopped", used=(0, 0), cost_microusd=0, duration_ms=0)
    async with database.reading() as connection:
        (kept,) = await ledger.rows(connection)
        assert await ledger.unfinished(connection) == 0
    assert (kept.outcome, kept.input_tokens, kept.output_tokens, kept.cost_microusd) == ("answered", 12, 3, 4)


async def test_what_was_spent_counts_calls_under_way_and_none_that_were_withheld(database, clock, row):
    async with database.transaction() as tx:
        await ledger.write(tx, replace(row, at=clock() - timedelta(days=1)))
        await ledger.write(tx, replace(row, incident_id=2, cost_microusd=3))
        await ledger.write(tx, replace(row, outcome="answered", cost_microusd=4))
        await ledger.write(tx, replace(row, decision="withheld", outcome="policy"))
    async with database.reading() as connection:
        assert await ledger.spent(connection) == Spent(3, 45, 7)
        assert await ledger.spent(connection, incident_id=1) == Spent(2, 30, 4)
        assert await ledger.spent(connection, since=clock()) == Spent(2, 30, 7)
        assert await ledger.spent(connection, incident_id=9) == Spent()
        assert len(await ledger.rows(connection, since=clock(), incident_id=1)) == 2


async def test_rows_with_their_numbers(database, row):
    async with database.transaction() as tx:
        numbers = [await ledger.write(tx, row) for _ in range(5)]
    async with database.reading() as connection:
        found = await ledger.numbered(connection, numbers[1], [numbers[0]], 2)
    assert [number for number, _ in found] == [numbers[0], numbers[2], numbers[3]]
