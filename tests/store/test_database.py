"""A transaction is all or nothing, whoever is cancelled and however many write at once."""

import asyncio

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from app.domain.errors import UserError
from app.store.database import Database, database_url
from app.store.tables import people

SQLITE_ONLY = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


async def add(tx, name):
    await tx.execute(insert(people), [{"id": name, "name": name, "handle": "", "is_bot": False}])


async def names(database):
    async with database.reading() as connection:
        return set((await connection.execute(select(people.c.id))).scalars())


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///data/w.db", "sqlite+aiosqlite"),
        ("sqlite+pysqlite:///w.db", "sqlite+aiosqlite"),
        ("postgresql://u@h/n", "postgresql+asyncpg"),
        ("postgresql+psycopg://u@h/n", "postgresql+asyncpg"),
        ("postgres://u@h/n", "postgresql+asyncpg"),
    ],
)
def test_the_driver_is_filled_in(text, driver):
    assert database_url(text).drivername == driver


@pytest.mark.parametrize("text", ["", "mysql://u@h/n", "w.db", "sqlite//w.db", "postgresql://u@h:port/n"])
def test_another_database_is_refused_in_a_sentence(text):
    with pytest.raises(UserError, match=r"Use sqlite:///PATH or postgresql://USER@HOST/NAME\.$"):
        database_url(text)


def test_a_refusal_does_not_show_the_password():
    with pytest.raises(UserError) as refusal:
        database_url("mysql://u:correct-horse@h/n")
    assert "correct-horse" not in str(refusal.value)


async def test_committed_at_the_end(database, replica):
    async with database.transaction() as tx:
        await add(tx, "U1")
    assert await names(replica) == {"U1"}


async def test_rolled_back_on_an_exception(database, replica):
    async def fail():
        async with database.transaction() as tx:
            await add(tx, "U1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await names(replica) == set()


async def test_an_error_does_not_repeat_what_was_to_be_stored(database):
    async def fail():
        async with database.transaction() as tx:
            await tx.execute(insert(people), [{"id": "U1", "name": "somebody's words", "handle": None, "is_bot": 0}])

    with pytest.raises(IntegrityError) as refusal:
        await fail()
    assert "somebody's words" not in repr(refusal.value) + str(refusal.value)


async def test_workers_are_told_after_the_commit_only(database):
    async with database.transaction() as tx:
        tx.jobs_added = True
        assert not database.jobs_added.is_set()
    assert database.jobs_added.is_set()


async def test_readers_see_nothing_of_an_open_transaction(database, replica):
    async with database.transaction() as tx:
        await add(tx, "U1")
        assert await names(database) == await names(replica) == set()


async def test_many_writers_on_two_ways_in(database, replica):
    async def write(into, name):
        async with into.transaction() as tx:
            await add(tx, name)

    ways = (database, replica)
    await asyncio.gather(*(write(into, f"{number} {n}") for n in range(30) for number, into in enumerate(ways)))
    assert len(await names(database)) == 60


@SQLITE_ONLY
async def test_updates_are_not_lost(database, replica):
    """A transaction holds the write lock from its start. On PostgreSQL rows are locked by those who need it."""

    async def count_up(into, name):
        async with into.transaction() as tx:
            known = (await tx.execute(select(func.count()).select_from(people))).scalar_one()
            await add(tx, f"{known}")

    await asyncio.gather(*(count_up(into, n) for n in range(10) for into in (database, replica)))
    assert await names(database) == {str(n) for n in range(20)}


async def test_cancelled_at_any_moment(database, replica):
    """Cancelled after each possible number of turns of the loop: all or nothing, and nothing stays locked or open."""

    async def write(name):
        async with database.transaction() as tx:
            await add(tx, f"{name} first")
            await add(tx, f"{name} second")

    for turns in range(60):
        task = asyncio.create_task(write(f"{turns:02}"))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert database.engine.pool.checkedout() == 0
        found = {name for name in await names(replica) if name.startswith(f"{turns:02} ")}
        assert len(found) in {0, 2}
        if not task.cancelled():
            assert len(found) == 2
    async with asyncio.timeout(60):
        await write("after")


async def test_cancelled_while_committing(database, replica, monkeypatch):
    """Whoever is cancelled waits until the commit under way has ended, so that the connection is not torn from it."""
    async with database.transaction() as tx:
        await add(tx, "warm")
    committing, gone_on = asyncio.Event(), asyncio.Event()
    commit = type(tx.connection).commit

    async def slow(connection):
        committing.set()
        await gone_on.wait()
        await commit(connection)

    async def write():
        async with database.transaction() as tx:
            await add(tx, "U1")

    monkeypatch.setattr(type(tx.connection), "commit", slow)
    task = asyncio.create_task(write())
    await committing.wait()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    gone_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await names(replica) == {"warm", "U1"}
    assert database.engine.pool.checkedout() == 0


@SQLITE_ONLY
async def test_a_file_is_durable_and_waits_for_its_lock(database):
    async with database.reading() as connection:
        assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar() == "wal"
        assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar() == 2
        assert (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar() >= 5000
        assert (await connection.exec_driver_sql("PRAGMA secure_delete")).scalar() == 1


@SQLITE_ONLY
async def test_another_process_waits_for_the_write_lock(database, replica):
    entered = asyncio.Event()

    async def second():
        async with replica.transaction() as tx:
            entered.set()
            await add(tx, "second")

    async with database.transaction() as tx:
        waiting = asyncio.create_task(second())
        await add(tx, "first")
        for _ in range(50):
            await asyncio.sleep(0)
        assert not entered.is_set()
    async with asyncio.timeout(60):
        await waiting
    assert await names(database) == {"first", "second"}


@SQLITE_ONLY
async def test_reading_does_not_wait_for_a_writer(database, replica):
    async with database.transaction() as tx:
        await add(tx, "U1")
        async with asyncio.timeout(8):
            assert await names(replica) == set()


@SQLITE_ONLY
async def test_a_new_file_may_be_opened_by_many_at_once(empty_address):
    async def open_and_close():
        opened = Database(empty_address)
        async with opened.reading() as connection:
            await connection.exec_driver_sql("SELECT 1")
        await opened.close()

    await asyncio.gather(*(open_and_close() for _ in range(8)))


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_record_without_a_file_is_refused(address):
    with pytest.raises(UserError, match="needs a file"):
        database_url(address)
