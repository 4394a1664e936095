"""The recorder: takes drafts as they arrive and returns when they are durable.

Everything that arrives while one commit is under way goes into the next one together, so that a burst costs one
transaction and not a hundred.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Self

from sqlalchemy.exc import OperationalError

from app.domain.entry import Draft
from app.domain.errors import Unavailable
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record import incidents
from app.record.append import append
from app.store.database import Database, Transaction

_MOST_AT_ONCE = 500


@dataclass(slots=True)
class _Arrival:
    channel: str
    drafts: Sequence[Draft]
    jobs: Sequence[NewJob]
    durable: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Recorder:
    """Use as `async with Recorder(...) as recorder`. Leaving it commits what has arrived; after that it takes no more."""

    def __init__(self, database: Database, clock: Callable[[], datetime], card_every_s: float) -> None:
        self._database = database
        self._clock = clock
        self.card_every_s = card_every_s
        self._arrivals: asyncio.Queue[_Arrival | None] = asyncio.Queue()  # None: no more will come
        self._task: asyncio.Task[None] | None = None
        self._open = False

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._commit_arrivals(), name="recorder")
        self._open = True
        return self

    async def __aexit__(self, *exception: object) -> None:
        assert self._task
        self._open = False
        self._arrivals.put_nowait(None)
        await self._task

    async def capture(self, channel: str, drafts: Sequence[Draft], jobs: Sequence[NewJob] = ()) -> bool:
        """Returns once the drafts are committed as entries, and the jobs enqueued with them.

        False if the channel is not being recorded; the jobs are enqueued all the same. Raises Unavailable when the
        recorder has been left, and whatever kept the drafts from being committed.
        """
        if not self._open:
            raise Unavailable("Watchkeeper", "it is stopping")
        arrival = _Arrival(channel, drafts, jobs)
        self._arrivals.put_nowait(arrival)
        return await arrival.durable

    async def append(self, tx: Transaction, incident_id: int, drafts: Sequence[Draft]) -> None:
        """The same inside a transaction of one's own, for what a job adds to the record."""
        await append(tx, incident_id, drafts, self._clock(), self.card_every_s)

    async def _commit_arrivals(self) -> None:
        while first := await self._arrivals.get():
            batch = [first]
            while len(batch) < _MOST_AT_ONCE and not self._arrivals.empty():
                if arrival := self._arrivals.get_nowait():
                    batch.append(arrival)
                else:
                    self._arrivals.put_nowait(None)
                    break
            await self._commit(batch)

    async def _commit(self, batch: Sequence[_Arrival]) -> None:
        try:
            recorded = await self._database.write(partial(self._write, batch))
        except Exception as error:  # noqa: BLE001 -- whoever waits gets it, and Slack sends the event again
            out_of_reach = isinstance(error, OperationalError | OSError)
            if len(batch) > 1 and not out_of_reach:  # one bad arrival must not refuse the others
                for arrival in batch:
                    await self._commit([arrival])
                return
            for arrival in batch:
                _settle(arrival, error)
            return
        for arrival in batch:
            _settle(arrival, arrival.channel in recorded)

    async def _write(self, batch: Sequence[_Arrival], tx: Transaction) -> set[str]:
        recorded = await incidents.recorded_in(tx, {arrival.channel for arrival in batch})
        by_channel: dict[str, list[Draft]] = {}
        for arrival in batch:
            by_channel.setdefault(arrival.channel, []).extend(arrival.drafts)
        for channel in sorted(recorded, key=recorded.__getitem__):  # one order, so that replicas cannot deadlock
            if by_channel[channel]:
                await self.append(tx, recorded[channel], by_channel[channel])
        await enqueue(tx, [job for arrival in batch for job in arrival.jobs])
        return set(recorded)


def _settle(arrival: _Arrival, outcome: bool | Exception) -> None:  # noqa: FBT001 -- the answer itself
    if arrival.durable.done():  # the waiter was cancelled
        return
    if isinstance(outcome, Exception):
        arrival.durable.set_exception(outcome)
    else:
        arrival.durable.set_result(outcome)
