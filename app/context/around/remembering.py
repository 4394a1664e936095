"""What connectors told is kept as it is found, and read again together with what was told before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from sqlalchemy.exc import OperationalError

from app.context.around.gathering import Look
from app.context.intake import changes, signals, stored
from app.context.intake.bunching import MOST_MEMBERS, bunch_of
from app.context.intake.episodes import Episode
from app.context.intake.traffic import Counts, count
from app.context.services.catalog import enrich
from app.context.surroundings import Surroundings
from app.domain.change import Change
from app.domain.incident import Incident
from app.domain.service import Catalog, normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope, Window

log = structlog.get_logger(__name__)

_MOST_DIFF_CHARACTERS = 2_000_000
"""Hundreds of diffs: more than what was asked for brings, and about a second's work for the ranking."""
_SURELY = timedelta(minutes=1)
"""What was told a moment ago may not be in the answer to a question that was asked before."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """`episodes` belong to the incident, as they are kept; `joined` are their signals, `free` those of its time that belong
    to none, and `elsewhere` those that belong to another, with what the catalog says of their services.
    """

    episodes: tuple[Episode, ...] = ()
    joined: tuple[Signal, ...] = ()
    free: tuple[Signal, ...] = ()
    elsewhere: tuple[Signal, ...] = ()

    @property
    def signals(self) -> tuple[Signal, ...]:
        return (*self.joined, *self.free)


async def remember(around: Surroundings, looks: Sequence[Look]) -> list[Look]:
    """Keep what was found, once, and as it was told: by another name of its service it would not be the same signal. Count
    for each connector what came new, and what went wrong. Returns the looks; one whose findings cannot be kept, as they
    are not what they should be, has failed.
    """
    kept = [await _keep(around, look) if look.items else look for look in looks]
    if failed := [look for look in kept if not look.is_whole]:
        now = around.clock()
        async with around.database.transaction() as tx:  # one for all: when many fail, that must not cost much
            for look in failed:
                said = look.trouble or "no answer in time"
                await count(tx, look.connector, Counts(trouble=said, trouble_at=now))
    return kept


async def _keep(around: Surroundings, look: Look) -> Look:
    try:
        found = [item for item in look.items if isinstance(item, Signal)]
        made = [item for item in look.items if isinstance(item, Change)]
        async with around.database.transaction() as tx:
            noticed = await signals.keep(tx, found, repeats=False, apart=around.apart)
            new = noticed.new + (await changes.keep(tx, made)).new
            if new:
                await count(tx, look.connector, Counts(received=new, heard_at=around.clock()))
    except (OperationalError, OSError):  # the database is away
        raise
    except Exception as error:  # noqa: BLE001 -- what one connector brings must not cost what the others found
        log.error("connector_bug", connector=look.connector, error=type(error).__name__)  # noqa: TRY400 -- its message may hold what it read
        return replace(look, items=(), trouble=f"what it tells cannot be used ({type(error).__name__})")
    return look


async def end_vanished(around: Surroundings, joined: Sequence[Episode], looks: Sequence[Look], scope: Scope) -> None:
    """Alerts of the incident that a system holds no more, though it told everything that it holds, have ended by now."""
    now = around.clock()
    whole = {look.connector for look in looks if look.is_whole and not look.remark}
    items = [one for look in looks for one in look.items if isinstance(one, Signal)]
    there = {(one.connector, one.fingerprint) for one in items} | {
        (one.connector, bunch_of(one, around.apart(one))) for one in items
    }
    asked = {normal(name) for name in scope.services}
    gone = [
        replace(one, fingerprint=member, state=SignalState.ENDED, ended_at=now, last_at=now)
        for episode in joined
        if (one := episode.signal).kind is SignalKind.ALERT
        and episode.is_firing
        and one.connector in whole
        and (not asked or normal(one.service) in asked)
        and now - one.last_at >= _SURELY
        and not (len(episode.members) >= MOST_MEMBERS and (one.connector, one.fingerprint) in there)
        for member in firing_members(episode)
        if (one.connector, member) not in there
    ]
    if gone:  # names as they are stored, which takes a moment for each
        told = {(one.connector, stored.text(one.fingerprint, stored.KEY_CHARACTERS)) for one in items}
        gone = [one for one in gone if (one.connector, one.fingerprint) not in told]
    if gone:
        async with around.database.transaction() as tx:
            await signals.keep(tx, gone, repeats=False, apart=around.apart)


def firing_members(episode: Episode) -> list[str]:
    """The fingerprints that its system knows of what still fires."""
    return [name for name, value in episode.members.items() if value > 0] or [episode.signal.fingerprint]


async def remembered(around: Surroundings, incident: Incident, window: Window, catalog: Catalog) -> Remembered:
    async with around.database.reading() as connection:
        joined = await signals.of_incident(connection, incident.id)
        near = await signals.within(connection, window)
    told = [(one.incident, enrich(one.signal, catalog)) for one in near if one.incident != incident.id]
    shown = [(belongs, signal) for belongs, signal in told if around.may_show(signal, incident)]
    return Remembered(
        episodes=tuple(joined),
        joined=tuple(enrich(one.signal, catalog) for one in joined),
        free=tuple(signal for belongs, signal in shown if belongs is None),
        elsewhere=tuple(signal for belongs, signal in shown if belongs is not None),
    )


async def remembered_changes(around: Surroundings, window: Window) -> list[Change]:
    """Oldest first; with so many diffs that reading them does not take long, the newest."""
    async with around.database.reading() as connection:
        found = await changes.within(connection, window)
    left = _MOST_DIFF_CHARACTERS
    for place in range(len(found) - 1, -1, -1):
        left -= len(found[place].diff)
        if left < 0:
            found[place] = replace(found[place], diff="")
    return found
