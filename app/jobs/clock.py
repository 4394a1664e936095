"""The clock: enqueues what is due every so often, under a key that names what is due, so that replicas agree.

It does no work itself and remembers nothing: whichever process enqueues first, the work is in the table once.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.store.database import Database

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Tick:
    """Work of one kind that is due at every whole multiple of `every_s` seconds since 1970, on every replica alike."""

    kind: str
    every_s: int

    def due(self, now: datetime) -> datetime:
        """The newest time up to `now` at which it was due."""
        every = timedelta(seconds=self.every_s)
        return _EPOCH + (now - _EPOCH) // every * every

    def job(self, now: datetime) -> NewJob:
        """The work that is due now, e.g. with the key `remind:2026-11-21T14:05`."""
        due = self.due(now)
        spelled = due.replace(tzinfo=None).isoformat(timespec="seconds" if self.every_s % _MINUTE_S else "minutes")
        return NewJob(
            key=f"{self.kind}:{spelled}", kind=self.kind, lane=self.kind, run_at=due, payload={"due": due.isoformat()}
        )


class Clock:
    """Use as `async with Clock(...)`. What is due when it starts is enqueued at once; what was missed before is not.

    `now` must tell the time of this machine, by which the ticks come. When that jumps back, what was due is not repeated.
    """

    def __init__(self, database: Database, ticks: Sequence[Tick], now: Callable[[], datetime]) -> None:
        self._database = database
        self._ticks = ticks
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._enqueueing = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self.enqueue(self._ticks)
        for tick in self._ticks:
            self._scheduler.add_job(
                self.enqueue,
                IntervalTrigger(seconds=tick.every_s, start_date=_EPOCH, timezone=UTC),
                args=[(tick,)],
                id=tick.kind,
                coalesce=True,
                misfire_grace_time=None,
            )
        self._scheduler.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._scheduler.pause()
        async with self._enqueueing:  # the tick in hand is finished
            self._scheduler.shutdown()
        await asyncio.sleep(0)  # the scheduler stops in the next turn of the loop

    async def enqueue(self, ticks: Sequence[Tick]) -> None:
        """Add what is due now, unless some process has."""
        async with self._enqueueing, self._database.transaction() as tx:
            now = self._now()
            await enqueue(tx, [tick.job(now) for tick in ticks])
