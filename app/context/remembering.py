"""What connectors told is kept as it is found, and read again together with what was told before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.context import changes, signals
from app.context.catalog import enrich
from app.context.episodes import Episode
from app.context.gathering import Look
from app.context.surroundings import Surroundings
from app.context.traffic import Counts, count
from app.domain.change import Change
from app.domain.incident import Incident
from app.domain.service import Catalog, normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope, Window

_SURELY = timedelta(minutes=1)
"""What was told a moment ago may not be in the answer to a question that was asked before."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """`episodes` belong to the incident; `free` are the signals of its time that belong to none."""

    episodes: tuple[Episode, ...] = ()
    free: tuple[Signal, ...] = ()

    @property
    def joined(self) -> tuple[Signal, ...]:
        return tuple(one.signal for one in self.episodes)

    @property
    def signals(self) -> tuple[Signal, ...]:
        return (*self.joined, *self.free)


async def remember(around: Surroundings, looks: Sequence[Look], catalog: Catalog) -> None:
    """Keep what was found, once; count for each connector what came new, and what went wrong."""
    if not looks:
        return
    now = around.clock()
    async with around.database.transaction() as tx:
        for look in looks:
            found = [enrich(item, catalog) for item in look.items if isinstance(item, Signal)]
            new = (await signals.keep(tx, found, repeats=False)).new
            new += (await changes.keep(tx, [item for item in look.items if isinstance(item, Change)])).new
            trouble = look.trouble or ("no answer in time" if look.is_late else "")
            if look.connector and (new or trouble):
                counts = Counts(received=new, trouble=trouble, trouble_at=now if trouble else None)
                await count(tx, look.connector, replace(counts, heard_at=now if new else None))


async def end_vanished(around: Surroundings, joined: Sequence[Episode], looks: Sequence[Look], scope: Scope) -> None:
    """Alerts of the incident that a system holds no more, though it told everything that it holds, have ended by now."""
    now = around.clock()
    whole = {look.connector for look in looks if not (look.trouble or look.is_late or look.remark)}
    there = {(one.connector, one.fingerprint) for look in looks for one in look.items if isinstance(one, Signal)}
    asked = {normal(name) for name in scope.services}
    gone = [
        replace(one, fingerprint=member, state=SignalState.ENDED, ended_at=now, last_at=now)
        for episode in joined
        if (one := episode.signal).kind is SignalKind.ALERT
        and episode.is_firing
        and one.connector in whole
        and (not asked or normal(one.service) in asked)
        and now - one.last_at >= _SURELY
        for member in firing_members(episode)
        if (one.connector, member) not in there
    ]
    if gone:
        async with around.database.transaction() as tx:
            await signals.keep(tx, gone, repeats=False)


def firing_members(episode: Episode) -> list[str]:
    """The fingerprints that its system knows of what still fires."""
    return [name for name, value in episode.members.items() if value > 0] or [episode.signal.fingerprint]


async def remembered(around: Surroundings, incident: Incident, window: Window) -> Remembered:
    async with around.database.reading() as connection:
        joined = await signals.of_incident(connection, incident.id)
        near = await signals.within(connection, window)
    free = [episode for episode in near if episode.incident is None]
    return Remembered(tuple(joined), tuple(one.signal for one in free))


async def remembered_changes(around: Surroundings, window: Window) -> list[Change]:
    async with around.database.reading() as connection:
        return await changes.within(connection, window)
