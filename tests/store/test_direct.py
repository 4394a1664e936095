"""A transaction in one go: as whole as any other, on both databases."""

import asyncio

import pytest
from sqlalchemy import insert, select

from app.store.tables import people

SQLITE_ONLY = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


async def add(tx, name):
    await tx.execute(insert(people), [{"id": name, "name": name, "handle": "", "is_bot": False}])


async def names(database):
    async with database.reading() as connection:
        return set((await connection.execute(select(people.c.id))).scalars())


async def test_what_is_written_is_there_for_everybody(database, replica):
    async def work(tx):
        await add(tx, "ada")
        return "done"

    assert await database.write(work) == "done"
    assert await names(replica) == {"ada"}


async def test_what_fails_leaves_nothing(database):
    async def work(tx):
        await add(tx, "ada")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)
    assert await names(database) == set()
    await database.write(lambda tx: add(tx, "ben"))
    assert await names(database) == {"ben"}


@SQLITE_ONLY
async def test_nothing_but_the_transaction_may_be_awaited(database):
    async def work(tx):
        await add(tx, "ada")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="nothing may be awaited"):
        await database.write(work)
    assert await names(database) == set()


async def test_who_stops_waiting_does_not_stop_it(database):
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def work(tx):
        loop.call_soon_threadsafe(begun.set)
        await add(tx, "ada")

    writing = asyncio.create_task(database.write(work))
    await begun.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    if database.is_sqlite:  # PostgreSQL rolls back what is cancelled before its commit
        assert await names(database) == {"ada"}


async def test_new_work_wakes_the_workers_and_old_does_not(database):
    async def work(tx):
        tx.jobs_added = True

    await database.write(lambda tx: add(tx, "ada"))
    assert not database.jobs_added.is_set()
    await database.write(work)
    assert database.jobs_added.is_set()


async def test_it_takes_turns_with_other_transactions(database):
    async with database.transaction() as tx:
        writing = asyncio.create_task(database.write(lambda tx: add(tx, "ada")))
        await add(tx, "ben")
    await writing
    assert await names(database) == {"ada", "ben"}
