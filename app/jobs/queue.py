"""The jobs table: put work in, lease it, finish it together with its effects, or put it back.

Any number of processes may share the table. A lease carries the attempt number, so a worker that lost its lease
cannot finish the job any more.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import Select, Text, and_, delete, exists, func, or_, select, type_coerce, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.json import object_of
from app.jobs.job import Job, NewJob
from app.redaction.mask import mask_json
from app.store.database import Database, Transaction
from app.store.tables import jobs


class LeaseLost(Exception):  # noqa: N818 -- not an error of the work: somebody else does it now
    """Another worker took the job over, or it is finished already; its effects here are rolled back."""


async def enqueue(tx: Transaction, new: Sequence[NewJob]) -> int:
    """Add jobs as part of `tx`; those whose key is known already are left out. Returns how many were added.

    Secrets in payloads are masked: a payload may hold what a person typed.
    """
    if not new:
        return 0
    rows = [
        {
            "key": job.key,
            "kind": job.kind,
            "lane": job.lane,
            "payload": mask_json(job.payload),
            "run_at": job.run_at,
            "state": "ready",
            "attempt": 0,
            "failures": 0,
            "holder": "",
            "error": "",
        }
        for job in new
    ]
    statement = tx.insert(jobs).on_conflict_do_nothing(index_elements=["key"]).returning(jobs.c.id)
    added = (await tx.execute(statement, rows)).all()
    tx.jobs_added = tx.jobs_added or bool(added)
    return len(added)


async def waiting_keys(tx: Transaction, lane: str) -> list[str]:
    """The keys of a lane's jobs that nobody has begun yet."""
    query = select(jobs.c.key).where(jobs.c.lane == lane, jobs.c.state == "ready")
    return list((await tx.execute(query)).scalars())


async def forget_waiting(tx: Transaction, keys: Sequence[str]) -> None:
    """Take back jobs that nobody has begun yet; their keys may be used again."""
    if keys:
        await tx.execute(delete(jobs).where(jobs.c.key.in_(keys), jobs.c.state == "ready"))


async def forget_payload(tx: Transaction, key: str) -> None:
    """Empty the payload of a job that is done; its key stays, so that it is not done again."""
    await tx.execute(update(jobs).where(jobs.c.key == key, jobs.c.state == "done").values(payload={}))


async def forget_mentioning(tx: Transaction, kind: str, words: Sequence[str]) -> None:
    """Empty the payloads of jobs of a kind that are done and that have any of these words, which JSON does not escape."""
    payload = type_coerce(jobs.c.payload, Text)
    having = or_(*(payload.contains(one, autoescape=True) for one in words))
    await tx.execute(update(jobs).where(jobs.c.kind == kind, jobs.c.state == "done", having).values(payload={}))


async def unsettled(connection: AsyncConnection) -> dict[str, int]:
    """How many jobs are ready (or wait for their time), leased and failed."""
    query = select(jobs.c.state, func.count().label("number")).where(jobs.c.state.in_(("ready", "leased", "failed")))
    return {row.state: row.number for row in await connection.execute(query.group_by(jobs.c.state))}


class Queue:
    """Leases on the jobs table, held in the name of `holder` (one name per process)."""

    def __init__(self, database: Database, holder: str, lease_s: float = 60) -> None:
        self._database = database
        self._holder = holder
        self.lease_s = lease_s
        self._lease = timedelta(seconds=lease_s)

    async def claim(self, now: datetime, limit: int) -> list[Job]:
        """Lease up to `limit` due jobs, at most one of each lane."""
        due = _due(now, limit).cte("due")  # evaluated once; PostgreSQL may run a subquery again and exceed the limit
        statement = (
            update(jobs)
            .where(jobs.c.id.in_(select(due.c.id)))
            .values(state="leased", attempt=jobs.c.attempt + 1, holder=self._holder, leased_until=now + self._lease)
            .returning(jobs)
        )
        try:
            async with self._database.transaction() as tx:
                rows = (await tx.execute(statement)).all()
        except IntegrityError:  # another process leased a job of the same lane at the same moment
            return []
        claimed = [
            Job(
                id=row.id,
                key=row.key,
                kind=row.kind,
                lane=row.lane,
                run_at=row.run_at,
                payload=object_of(row.payload),
                attempt=row.attempt,
                failures=row.failures,
            )
            for row in rows
        ]
        return sorted(claimed, key=lambda job: (job.run_at, job.id))

    async def take_over(self, now: datetime) -> None:
        """End every lease: for a start after which nobody else works on this table, however the last one ended."""
        async with self._database.transaction() as tx:
            await tx.execute(update(jobs).where(jobs.c.state == "leased").values(leased_until=now))

    async def next_due(self) -> datetime | None:
        """When the earliest waiting job is due or the earliest lease runs out, or None if there is nothing.

        A job that waits for its lane does not count: the end of the one before it wakes the worker.
        """
        ahead = jobs.alias("ahead")
        free = ~exists().where(ahead.c.lane == jobs.c.lane, ahead.c.state == "leased")
        async with self._database.reading() as connection:
            ready = await connection.scalar(select(func.min(jobs.c.run_at)).where(jobs.c.state == "ready", free))
            leased = await connection.scalar(select(func.min(jobs.c.leased_until)).where(jobs.c.state == "leased"))
        times: list[datetime] = [moment for moment in (ready, leased) if moment is not None]
        return min(times, default=None)

    @asynccontextmanager
    async def finish(self, job: Job, now: datetime) -> AsyncIterator[Transaction]:
        """Commit the job's effects and "done" together. Raises LeaseLost, with nothing committed."""
        async with self._database.transaction() as tx:
            await self._settle(tx, job, state="done", finished_at=now, error="")
            yield tx

    async def retry(self, job: Job, run_at: datetime, error: str) -> None:
        """Give the job back, to run again at `run_at`."""
        async with self._database.transaction() as tx:
            await self._settle(tx, job, state="ready", run_at=run_at, failures=job.failures + 1, error=error)
            tx.jobs_added = True

    async def give_up(self, job: Job, now: datetime, error: str) -> None:
        """Mark the job as failed for good; it stays in the table for people to look at."""
        async with self._database.transaction() as tx:
            await self._settle(tx, job, state="failed", finished_at=now, failures=job.failures + 1, error=error)

    async def renew(self, job: Job, now: datetime) -> None:
        """Extend the lease of a job that takes long. Raises LeaseLost."""
        async with self._database.transaction() as tx:
            await self._settle(tx, job, leased_until=now + self._lease)

    async def forget(self, before: datetime) -> int:
        """Delete jobs that were done before then. Returns how many."""
        async with self._database.transaction() as tx:
            result = await tx.execute(delete(jobs).where(jobs.c.state == "done", jobs.c.finished_at < before))
        return result.rowcount

    async def _settle(self, tx: Transaction, job: Job, **values: object) -> None:
        mine = and_(jobs.c.id == job.id, jobs.c.state == "leased", jobs.c.attempt == job.attempt)
        result = await tx.execute(update(jobs).where(mine).values(**values))
        if result.rowcount != 1:
            raise LeaseLost(job.key)
        tx.jobs_added = True  # the lane is free again: wake whoever waits for it


def _due(now: datetime, limit: int) -> Select[int]:
    """Jobs that may be leased: due or with a lease that ran out, first in their lane, lane not busy."""
    other = jobs.alias("other")
    due = and_(jobs.c.state == "ready", jobs.c.run_at <= now)
    abandoned = and_(jobs.c.state == "leased", jobs.c.leased_until <= now)
    ahead = and_(jobs.c.state == "ready", other.c.state == "ready", other.c.run_at <= now, other.c.id < jobs.c.id)
    blocked = exists().where(
        other.c.lane == jobs.c.lane, other.c.id != jobs.c.id, or_(other.c.state == "leased", ahead)
    )
    return (
        select(jobs.c.id)
        .where(or_(due, abandoned), ~blocked)
        .order_by(jobs.c.run_at, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
