"""What the tests of jobs share: short ways to put jobs in and to see what became of them."""

import pytest
from sqlalchemy import select

from app.jobs.job import NewJob
from app.jobs.queue import Queue, enqueue
from app.store.tables import jobs


class Table:
    """The jobs table of a database."""

    def __init__(self, database, clock):
        self._database = database
        self._clock = clock

    def job(self, key, *, kind="work", lane="", in_s=0.0, payload=None):
        """A job with a lane of its own unless one is named."""
        run_at = self._clock.now.__class__.fromtimestamp(self._clock.now.timestamp() + in_s, self._clock.now.tzinfo)
        return NewJob(key=key, kind=kind, lane=lane or f"lane of {key}", run_at=run_at, payload=payload or {})

    async def put(self, *keys, **options):
        return await self.put_jobs(*[self.job(key, **options) for key in keys])

    async def put_jobs(self, *new):
        async with self._database.transaction() as tx:
            return await enqueue(tx, new)

    async def rows(self):
        async with self._database.reading() as connection:
            found = (await connection.execute(select(jobs).order_by(jobs.c.id))).all()
        return {row.key: row for row in found}

    async def states(self):
        return {key: row.state for key, row in (await self.rows()).items()}


@pytest.fixture
def table(database, clock):
    return Table(database, clock)


@pytest.fixture
def queue(database):
    return Queue(database, "one")


@pytest.fixture
def other_queue(replica):
    """The queue of another process."""
    return Queue(replica, "other")
