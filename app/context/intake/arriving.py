"""The intake: takes what other systems send and returns when it is durable and counted.

Repeats of one alert that come together are merged before anything is written, so that a storm costs a few updates.

A delivery counts once. It is known by the id that its sender gives it; where the sender gives none, the same body within
a minute is taken for a second attempt to deliver it. Later the same body is news: Alertmanager repeats itself like that.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Self

from sqlalchemy import bindparam, delete, select

from app.context.intake import changes, signals, traffic
from app.context.intake.traffic import Counts
from app.context.intake.turns import turn
from app.domain.change import Change
from app.domain.connecting import Heard
from app.domain.errors import Unavailable
from app.domain.signal import Signal
from app.jobs.clock import Tick
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record.consequences import NOTICE
from app.store.columns import storable
from app.store.database import Database, Transaction
from app.store.tables import deliveries
from app.store.together import Together

SAME_ATTEMPT = timedelta(seconds=60)
_NOTICE = Tick(NOTICE, 10)
_MOST_NEWS_AT_ONCE = 2000
_MOST_WAITING = 2000
_ASIDE_S = 1.0
_LONGEST_KEY = 200

_KEPT = select(deliveries).where(
    deliveries.c.connector == bindparam("connector"), deliveries.c.key.in_(bindparam("keys", expanding=True))
)


def notice_job(now: datetime) -> NewJob:
    """Look at what came since, at the end of this stretch of ten seconds; once, however often it is asked for."""
    return _NOTICE.job(now + timedelta(seconds=_NOTICE.every_s))


@dataclass(frozen=True, slots=True)
class _Arrival:
    connector: str
    heard: Heard
    key: str
    at: datetime

    @property
    def news(self) -> int:
        return len(self.heard.signals) + len(self.heard.changes)


@dataclass(slots=True)
class _Aside:
    """What is counted without anybody waiting for it."""

    refused: Counter[str] = field(default_factory=Counter)
    trouble: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.refused or self.trouble)


class Intake:
    """Use as `async with Intake(...) as intake`. Leaving it commits what has arrived; after that it takes no more."""

    def __init__(self, database: Database, clock: Callable[[], datetime], apart: signals.Apart = signals.alike) -> None:
        self._database = database
        self._clock = clock
        self._apart = apart
        self._together: Together[_Arrival, None] = Together(
            self._commit, "intake", weight=lambda arrival: arrival.news, most_weight=_MOST_NEWS_AT_ONCE
        )
        self._aside = _Aside()
        self._reminder: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        await self._together.__aenter__()
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._reminder:
            self._reminder.cancel()
        self._put_aside()
        await self._together.__aexit__(*exception)

    async def take(self, connector: str, heard: Heard, body: bytes) -> None:
        """Returns once what was heard in `body` is committed, or was before.

        Raises Unavailable when too much is waiting or the intake has been left, and whatever kept it from being committed.
        """
        if self._together.waiting >= _MOST_WAITING:
            raise Unavailable("Watchkeeper", "too much is waiting to be stored")
        await self._together.take(_Arrival(connector, heard, _key(heard, body), self._clock()))

    def refuse(self, connector: str) -> None:
        """Count a delivery that is not signed as it should be; written a second later, so that many cost little."""
        self._aside.refused[connector] += 1
        self._remind()

    def misread(self, connector: str, sentence: str) -> None:
        """Note why a delivery could not be read; written a second later."""
        self._aside.trouble[connector] = (sentence, self._clock())
        self._remind()

    def _remind(self) -> None:
        if self._together.is_open and self._reminder is None:
            self._reminder = asyncio.get_running_loop().call_later(_ASIDE_S, self._put_aside)

    def _put_aside(self) -> None:
        self._reminder = None
        if self._aside:
            self._together.put(_Arrival("", Heard(), "", self._clock()))

    async def _commit(self, batch: Sequence[_Arrival]) -> list[None]:
        aside, self._aside = self._aside, _Aside()
        try:
            await self._database.write(partial(_write, batch, aside, self._clock(), self._apart))
        except BaseException:
            self._restore(aside)
            raise
        return [None] * len(batch)

    def _restore(self, aside: _Aside) -> None:
        self._aside.refused.update(aside.refused)
        self._aside.trouble = aside.trouble | self._aside.trouble


async def forget_deliveries(tx: Transaction, before: datetime) -> None:
    """Forget which deliveries came before then; nobody delivers them again."""
    await tx.execute(delete(deliveries).where(deliveries.c.at < before))


async def _write(
    batch: Sequence[_Arrival], aside: _Aside, now: datetime, apart: signals.Apart, tx: Transaction
) -> None:
    await turn(tx)
    fresh = await _unseen(tx, [arrival for arrival in batch if arrival.connector])
    counted: dict[str, list[_Arrival]] = {}
    for arrival in fresh:
        counted.setdefault(arrival.connector, []).append(arrival)
    names = sorted({*counted, *aside.refused, *aside.trouble})
    for name in names:
        counts = await _kept(tx, name, counted.get(name, []), apart)
        sentence, at = aside.trouble.get(name, ("", None))
        await traffic.count(tx, name, replace(counts, refused=aside.refused[name], trouble=sentence, trouble_at=at))
    if any(arrival.news for arrival in fresh):
        await enqueue(tx, [notice_job(now)])


async def _unseen(tx: Transaction, batch: Sequence[_Arrival]) -> list[_Arrival]:
    """Those that did not come before, in their order; they are known from now on."""
    seen: dict[tuple[str, str], datetime] = {}
    for name in {arrival.connector for arrival in batch}:
        keys = [arrival.key for arrival in batch if arrival.connector == name]
        rows = await tx.execute(_KEPT, {"connector": name, "keys": keys})
        seen |= {(name, row.key): row.at for row in rows}
    fresh: list[_Arrival] = []
    for arrival in batch:
        before = seen.get((arrival.connector, arrival.key))
        if before is None or (_is_digest(arrival.key) and arrival.at - before >= SAME_ATTEMPT):
            seen[arrival.connector, arrival.key] = arrival.at
            fresh.append(arrival)
    if fresh:
        new = {(one.connector, one.key): {"connector": one.connector, "key": one.key, "at": one.at} for one in fresh}
        insert = tx.insert(deliveries)
        changed = {"at": insert.excluded["at"]}
        statement = insert.on_conflict_do_update(index_elements=["connector", "key"], set_=changed)
        await tx.execute(statement, list(new.values()))
    return fresh


async def _kept(tx: Transaction, name: str, arrivals: Sequence[_Arrival], apart: signals.Apart) -> Counts:
    """Keep what they brought, and count it."""
    told = [_placed(signal, name, one.at) for one in arrivals for signal in one.heard.signals]
    made = [_named(change, name) for one in arrivals for change in one.heard.changes]
    noticed, done = await signals.keep(tx, told, apart=apart), await changes.keep(tx, made)
    dropped = sum(one.heard.dropped + one.heard.missing for one in arrivals)
    return Counts(
        received=len(told) + len(made) + dropped,
        dropped=dropped,
        merged=noticed.merged + done.merged,
        heard_at=max((one.at for one in arrivals), default=None),
    )


def _placed(signal: Signal, name: str, at: datetime) -> Signal:
    """The signal under the name of its connector, with no time that is still to come: clocks differ."""
    if signal.connector == name and max(signal.started_at, signal.last_at, signal.ended_at or at) <= at:
        return signal
    return replace(
        signal,
        connector=name,
        started_at=min(signal.started_at, at),
        last_at=min(signal.last_at, at),
        ended_at=min(signal.ended_at, at) if signal.ended_at else None,
    )


def _named(change: Change, name: str) -> Change:
    return change if change.connector == name else replace(change, connector=name)


def _key(heard: Heard, body: bytes) -> str:
    """What names the delivery."""
    if not heard.key:
        return f"body:{sha256(body).hexdigest()}"
    named = f"id:{storable(heard.key)}"
    return named if len(named) <= _LONGEST_KEY else f"id:{sha256(named.encode()).hexdigest()}"


def _is_digest(key: str) -> bool:
    return key.startswith("body:")
