"""The recorder: takes drafts as they arrive and returns when they are durable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from app.domain.entry import Draft
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record import incidents
from app.record.append import append
from app.store.database import Database, Transaction
from app.store.together import Together


@dataclass(frozen=True, slots=True)
class _Arrival:
    channel: str
    drafts: Sequence[Draft]
    jobs: Sequence[NewJob]


class Recorder:
    """Use as `async with Recorder(...) as recorder`. Leaving it commits what has arrived; after that it takes no more."""

    def __init__(self, database: Database, clock: Callable[[], datetime], card_every_s: float) -> None:
        self._database = database
        self._clock = clock
        self.card_every_s = card_every_s
        self._together: Together[_Arrival, bool] = Together(self._commit, "recorder")

    async def __aenter__(self) -> Self:
        await self._together.__aenter__()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._together.__aexit__(*exception)

    async def capture(self, channel: str, drafts: Sequence[Draft], jobs: Sequence[NewJob] = ()) -> bool:
        """Returns once the drafts are committed as entries, and the jobs enqueued with them.

        False if the channel is not being recorded; the jobs are enqueued all the same. Raises Unavailable when the
        recorder has been left, and whatever kept the drafts from being committed.
        """
        return await self._together.take(_Arrival(channel, drafts, jobs))

    async def append(self, tx: Transaction, incident_id: int, drafts: Sequence[Draft]) -> None:
        """The same inside a transaction of one's own, for what a job adds to the record."""
        await append(tx, incident_id, drafts, self._clock(), self.card_every_s)

    async def _commit(self, batch: Sequence[_Arrival]) -> list[bool]:
        recorded = await self._database.write(partial(self._write, batch))
        return [arrival.channel in recorded for arrival in batch]

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
