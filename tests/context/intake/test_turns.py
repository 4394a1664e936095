"""Whose turn it is: on PostgreSQL nobody else's, on SQLite there is one writer anyway."""

import asyncio

import pytest
from sqlalchemy import text

from app.context.intake.turns import turn

_WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
_HELD = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")


on_postgresql = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


async def _number(database, query):
    async with database.reading() as connection:
        return (await connection.execute(query)).scalar_one()


async def test_asking_again_in_one_transaction_does_not_wait_for_itself(database):
    async with asyncio.timeout(10), database.transaction() as tx:
        await turn(tx)
        await turn(tx)


@on_postgresql
async def test_the_second_waits_until_the_first_is_done(database, replica):
    order = []

    async def second():
        async with replica.transaction() as tx:
            await turn(tx)
            order.append("second")

    async with asyncio.timeout(20), asyncio.TaskGroup() as group, database.transaction() as tx:
        await turn(tx)
        group.create_task(second())
        while not (await tx.execute(_WAITING)).scalar_one():  # noqa: ASYNC110 -- only PostgreSQL knows who waits
            await asyncio.sleep(0)
        order.append("first")
    assert order == ["first", "second"]


@on_postgresql
@pytest.mark.parametrize("fails", [False, True])
async def test_a_turn_ends_with_its_transaction_however_that_ends(database, replica, fails):
    async def work():
        async with database.transaction() as tx:
            await turn(tx)
            assert await _number(replica, _HELD) == 1
            if fails:
                raise RuntimeError("it failed")

    if fails:
        with pytest.raises(RuntimeError, match="it failed"):
            await work()
    else:
        await work()
    assert await _number(replica, _HELD) == 0
    async with asyncio.timeout(10), replica.transaction() as tx:
        await turn(tx)


@on_postgresql
async def test_who_does_not_ask_is_not_held_up(database, replica):
    async with asyncio.timeout(10), database.transaction() as tx:
        await turn(tx)
        async with replica.transaction() as other:
            assert (await other.execute(text("SELECT 1"))).scalar_one() == 1
