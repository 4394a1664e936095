"""Writes to SQLite from one thread, a whole transaction at a time.

Through the asynchronous driver each statement changes to another thread and back, several times, which takes longer
than the statement. Here the work of a transaction, written as a coroutine as everywhere, runs in that thread itself.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Connection, CursorResult, Dialect, Executable, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import ConnectionPoolEntry

Written = TypeVar("Written")


class DirectWriter:
    """Call `write` in `thread` only. `prepare` sets up each new connection."""

    def __init__(self, url: URL, prepare: Callable[[DBAPIConnection, ConnectionPoolEntry], None]) -> None:
        self.thread = ThreadPoolExecutor(1, "sqlite-writer")
        self._engine = create_engine(url.set(drivername="sqlite"), pool_size=1, hide_parameters=True)
        event.listen(self._engine, "connect", prepare)

    def write(self, work: Callable[[AsyncConnection], Coroutine[None, None, Written]]) -> Written:
        """Commit what `work` writes and return its result; rolled back on any exception."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                result = _finished(work(cast("AsyncConnection", _Here(connection))))
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
            return result

    def empty_log(self) -> None:
        """Move SQLite's log of writes into its file and cut it off."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        self.thread.submit(self._engine.dispose).result()
        self.thread.shutdown()


class _Here:
    """As much of an AsyncConnection as the queries use, without anything to wait for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, object]] | Mapping[str, object] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.execute(statement, rows)

    async def scalar(self, statement: Executable) -> object:
        return self._connection.scalar(statement)


def _finished(work: Coroutine[None, None, Written]) -> Written:
    """The result of a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast("Written", end.value)
    work.close()
    raise RuntimeError("inside `write` nothing may be awaited but the transaction")
