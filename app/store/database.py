"""The database: SQLite in a file by default, PostgreSQL when one machine is not enough. Hands out transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import URL, CursorResult, Executable, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import await_only

from app.domain.errors import UserError
from app.store.direct import DirectWriter, Written

# FULL: a commit is on the disk before Slack is told, also when the power goes.
_SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
    "PRAGMA foreign_keys=ON",
)
_MOST_TRIES, _WAIT_S = 200, 0.02
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def database_url(text: str) -> URL:
    """The address with the asynchronous driver filled in. Raises UserError for another database or an unreadable one."""
    try:
        url = make_url(text)
    except Exception as error:
        raise UserError(f"The database address cannot be read. {_EXPECTED}") from error
    name = url.get_backend_name()
    if name not in _DRIVERS:
        raise UserError(f"Watchkeeper cannot use a {name} database. {_EXPECTED}")
    if name == "sqlite" and url.database in {None, "", ":memory:"}:
        raise UserError(f"The record needs a file to live in. {_EXPECTED}")
    return url.set(drivername=_DRIVERS[name])


_EXPECTED = "Use sqlite:///PATH or postgresql://USER@HOST/NAME."


class Transaction:
    """An open write transaction.

    `jobs_added` tells the database to wake the workers once it is committed; `erased` that content was erased, and
    must not live on in SQLite's log of writes.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.jobs_added = False
        self.erased = False

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, object]] | Mapping[str, object] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement with the parameters given, once or for each of `rows`."""
        return await self.connection.execute(statement, rows)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say `on_conflict_do_…`, which each database spells in its own way."""
        is_sqlite = self.connection.dialect.name == "sqlite"
        return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


class Database:
    """Transactions and reads on one database. `jobs_added` is set after each commit that added work. `close()` when done."""

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url, is_sqlite=self.is_sqlite)
        self.jobs_added = asyncio.Event()
        self._direct = DirectWriter(self.url, _prepare) if self.is_sqlite and self.url.database else None
        # SQLite has one writer: waiting here is fair and cheap, waiting inside SQLite is neither.
        self._writer: asyncio.Lock | nullcontext[None] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A write transaction: committed at the end, rolled back on any exception. Keep it short."""
        async with self._writer, self.engine.connect() as connection:
            if self.is_sqlite:
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            transaction = Transaction(connection)
            try:
                yield transaction
            except BaseException:
                await _to_its_end(connection.rollback())
                raise
            await _to_its_end(self._commit(transaction))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for queries, outside any write transaction."""
        async with self.engine.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()
        if self._direct:
            await asyncio.to_thread(self._direct.close)

    async def write(self, work: Callable[[Transaction], Coroutine[None, None, Written]]) -> Written:
        """A write transaction in which `work` awaits nothing but the transaction: fast, for what is written often."""
        if self._direct is None:
            async with self.transaction() as transaction:
                return await work(transaction)
        done: asyncio.Future[Written] = asyncio.get_running_loop().create_future()
        async with self._writer:
            await _to_its_end(self._write(self._direct, work, done))
        return done.result()

    async def _write(
        self,
        direct: DirectWriter,
        work: Callable[[Transaction], Coroutine[None, None, Written]],
        done: asyncio.Future[Written],
    ) -> None:
        def write() -> tuple[Written, Transaction]:
            opened: list[Transaction] = []

            def begun(connection: AsyncConnection) -> Coroutine[None, None, Written]:
                opened.append(Transaction(connection))
                return work(opened[0])

            result = direct.write(begun)
            if opened[0].erased:
                direct.empty_log()
            return result, opened[0]

        result, transaction = await asyncio.get_running_loop().run_in_executor(direct.thread, write)
        if transaction.jobs_added:
            self.jobs_added.set()
        done.set_result(result)

    async def _commit(self, transaction: Transaction) -> None:
        await transaction.connection.commit()
        if transaction.jobs_added:
            self.jobs_added.set()
        if transaction.erased and self.is_sqlite:
            (await transaction.connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).close()


async def _to_its_end(work: Coroutine[None, None, None]) -> None:
    """Wait for `work` also when cancelled meanwhile, and be cancelled then: the connection is in use until it ends."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled from task.exception()
    task.result()


def _engine(url: URL, *, is_sqlite: bool) -> AsyncEngine:
    """Parameters are hidden in errors, for these are logged and kept with jobs, and people's words are not to be."""
    if not is_sqlite:
        return create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    engine = create_async_engine(url, pool_size=5, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    """Each new connection to SQLite."""
    del record
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        _execute(cursor, pragma)
    cursor.close()


def _execute(cursor: DBAPICursor, pragma: str) -> None:
    """Does not wait for others by itself where it changes the journal's mode: SQLite says at once that it is locked."""
    for _ in range(_MOST_TRIES):
        try:
            cursor.execute(pragma)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            await_only(asyncio.sleep(_WAIT_S))
        else:
            return
    cursor.execute(pragma)
