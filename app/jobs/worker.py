"""The worker: takes leased jobs to their handlers, several lanes at a time, and decides what a failure means."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from app.domain.errors import Unavailable, UserError
from app.jobs.job import Job
from app.jobs.queue import LeaseLost, Queue
from app.store.database import Database, Transaction

log = structlog.get_logger(__name__)

Clock: TypeAlias = Callable[[], datetime]

MOST_FAILURES_UNAVAILABLE = 12
MOST_FAILURES_BUG = 3
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 300.0
_POLL_S = 1.0
_RENEW_EVERY_S = 20.0  # or three times in a shorter lease


class Lease:
    """A job in the hands of its handler."""

    def __init__(self, job: Job, queue: Queue, clock: Clock) -> None:
        self.job = job
        self.finished = False
        self._finishing = False
        self._queue = queue
        self._clock = clock

    @property
    def now(self) -> datetime:
        return self._clock()

    @asynccontextmanager
    async def finish(self) -> AsyncIterator[Transaction]:
        """`async with lease.finish() as tx:` commits the effects written to `tx` and "done" together."""
        self._finishing = True
        async with self._queue.finish(self.job, self._clock()) as tx:
            yield tx
        self.finished = True

    async def keep(self) -> None:
        """Renew the lease until the job is being finished, or this is cancelled. Raises LeaseLost."""
        while True:
            await asyncio.sleep(min(_RENEW_EVERY_S, self._queue.lease_s / 3))
            try:
                await self._queue.renew(self.job, self._clock())
            except LeaseLost:
                if self._finishing:
                    return
                raise
            except Exception:
                log.exception("lease_not_renewed", job=self.job.key)


Handler: TypeAlias = Callable[[Lease], Awaitable[None]]


class Worker:
    """Runs jobs until `stop()`. `handlers` maps a job's kind to who does it."""

    def __init__(
        self, database: Database, queue: Queue, handlers: Mapping[str, Handler], clock: Clock, lanes: int = 12
    ) -> None:
        self._database = database
        self._queue = queue
        self._handlers = handlers
        self._clock = clock
        self._free = lanes
        self._busy: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        """Take jobs and do them; returns after `stop()` once the jobs in hand are done.

        When cancelled, so are the jobs in hand; their leases run out.
        """
        try:
            while not self._stopping:
                await self._take_or_rest()
            await asyncio.gather(*self._busy)
        finally:
            await self._drop()

    def stop(self) -> None:
        self._stopping = True
        self._database.jobs_added.set()

    async def drain(self) -> int:
        """Do everything that is due now, and what follows from it, then return how much. For replays and tests."""
        done = 0
        try:
            while True:
                claimed = await self._take()
                done += claimed
                if not claimed and not self._busy:
                    return done
                if self._busy:
                    await asyncio.wait(set(self._busy), return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._drop()

    async def _take(self) -> int:
        """Start as many of the due jobs as there are free lanes; returns how many."""
        claimed = await self._queue.claim(self._clock(), self._free) if self._free else []
        for job in claimed:
            self._start(job)
        return len(claimed)

    async def _take_or_rest(self) -> None:
        wake = self._database.jobs_added
        wake.clear()
        try:
            if not await self._take():
                await self._rest(wake)
        except Exception:
            log.exception("jobs_out_of_reach")  # the database is away: go on when it is back
            await asyncio.sleep(_POLL_S)

    async def _rest(self, wake: asyncio.Event) -> None:
        due = await self._queue.next_due() if self._free else None
        wait_s = _POLL_S if due is None else min(_POLL_S, max(0.05, (due - self._clock()).total_seconds()))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), wait_s)

    async def _drop(self) -> None:
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _start(self, job: Job) -> None:
        self._free -= 1
        task = asyncio.create_task(self._do(job), name=job.key)
        self._busy.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self._free += 1
        self._database.jobs_added.set()

    async def _do(self, job: Job) -> None:
        try:
            async with asyncio.TaskGroup() as group:  # a lost lease cancels the handler
                lease = Lease(job, self._queue, self._clock)
                keeper = group.create_task(lease.keep())
                await self._handlers[job.kind](lease)
                if not lease.finished:
                    async with lease.finish():
                        pass
                keeper.cancel()
        except* LeaseLost:
            log.info("lease_lost", job=job.key)
        except* Exception as errors:  # noqa: BLE001 -- the one place where a job's failure is judged
            await self._failed(job, _first(errors))

    async def _failed(self, job: Job, error: Exception) -> None:
        now = self._clock()
        outside = isinstance(error, Unavailable)
        most = MOST_FAILURES_UNAVAILABLE if outside else MOST_FAILURES_BUG
        final = isinstance(error, UserError) or job.failures + 1 >= most
        if outside or isinstance(error, UserError):
            log.warning("job_failed", job=job.key, kind=job.kind, error=str(error), final=final)
        else:
            log.error("job_bug", job=job.key, kind=job.kind, final=final, exc_info=error)
        try:
            if final:
                await self._queue.give_up(job, now, repr(error))
            else:
                await self._queue.retry(job, now + _wait(job.failures, error), repr(error))
        except LeaseLost:
            log.info("lease_lost", job=job.key)
        except Exception:
            log.exception("job_out_of_reach", job=job.key)  # its lease runs out, then it is tried again


def _first(errors: ExceptionGroup[Exception]) -> Exception:
    """The failure to go by when several things that a job did at once failed."""
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, ExceptionGroup) else error


def _wait(failures: int, error: Exception) -> timedelta:
    """As long as the other side asked for, else doubling from a second to five minutes."""
    asked = error.retry_after_s if isinstance(error, Unavailable) else None
    return timedelta(seconds=asked if asked is not None else min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2**failures))
