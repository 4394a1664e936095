"""When the same thing is noticed again: is it the same signal, its end, or another one? Pure, whatever order news comes in.

A signal fires and ends; that is an episode. What fires again within five minutes of its end flaps, and its episode goes
on; later it is a new episode. News that is older than what is known is counted and changes no state. A signal of several
members (`bunching`) fires until the last of them has ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.context.intake.bunching import ALERT_NAME, Members, any_fires, ended_at, with_member
from app.domain.signal import Signal, SignalState

FLAPS = timedelta(minutes=5)
"""What fires again so soon after its end is the same trouble."""
SILENT = timedelta(hours=12)
"""After so long without a word, what began since then is other trouble; many senders repeat themselves every four hours."""
_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A signal as it is kept. `id` is 0 before it has a row, `number` counts the episodes of a fingerprint from 1.

    `turns` counts how often it changed between firing and ended, `turned_at` is when it did so last (by the sender's
    clock). `incident` is None while it belongs to none.
    """

    signal: Signal
    number: int = 1
    id: int = 0
    turns: int = 0
    turned_at: datetime
    group: str = ""
    incident: int | None = None
    members: Members = field(default_factory=dict)

    @property
    def is_firing(self) -> bool:
        return self.signal.state is SignalState.FIRING


def followed(known: Episode | None, told: Signal, *, member: str = "", repeats: bool = True) -> tuple[Episode, ...]:
    """The episodes that change when `told` comes, the newest last; the first of them is `known`, if that is given.

    `member` names which of the alerts that make up the signal it is of. With `repeats`, being told of it once more
    counts; without (it was we who looked again), it does not.
    """
    if known is None:
        return (_begun(told, member, 1),)
    is_other = _ended_apart(known, told) if told.state is SignalState.ENDED else _fires_anew(known, told)
    if is_other:
        return (_closed(known), _begun(told, member, known.number + 1))
    before = known.signal
    is_several = known.members.keys() - {member} != set()
    signal = _worded(before, told, is_several=is_several) if told.last_at >= before.last_at else before
    signal = replace(
        signal,
        started_at=_first(known, told),
        last_at=max(before.last_at, told.last_at),
        count=_count(before, told, repeats=repeats),
        state=before.state,
        ended_at=before.ended_at,
    )
    moved = replace(known, signal=signal)
    return (_ended(moved, told, member) if told.state is SignalState.ENDED else _firing(moved, told, member),)


def _begun(told: Signal, member: str, number: int) -> Episode:
    told = replace(told, ended_at=_end(told) if told.state is SignalState.ENDED else None)
    members = with_member({}, member, told)
    return Episode(signal=told, number=number, turned_at=told.ended_at or told.started_at, members=members)


def _closed(known: Episode) -> Episode:
    """It gave way to another episode, and nobody said when it ended."""
    if not known.is_firing:
        return known
    return replace(known, signal=replace(known.signal, state=SignalState.ENDED, ended_at=None))


def _fires_anew(known: Episode, told: Signal) -> bool:
    before = known.signal
    if known.is_firing:
        return told.started_at - before.last_at > SILENT
    return told.started_at - _end(before) > FLAPS


def _ended_apart(known: Episode, told: Signal) -> bool:
    """Whether it is the end of something that began well after the episode that we know was over."""
    if known.is_firing:
        return told.started_at - known.signal.last_at > SILENT
    return told.started_at - _end(known.signal) > FLAPS and _end(told) > _end(known.signal)


def _firing(known: Episode, told: Signal, member: str) -> Episode:
    """News that something fires, which for what has ended may be late news."""
    end = ended_at(known.members, member)
    began_before_end = end is not None and told.started_at <= end
    if end is not None and began_before_end and told.last_at - end <= FLAPS:
        return known
    known = replace(known, members=with_member(known.members, member, told))
    if known.is_firing:
        return known
    at = told.last_at if told.started_at <= _end(known.signal) else told.started_at
    return _turned(known, replace(known.signal, state=SignalState.FIRING, ended_at=None), at)


def _ended(known: Episode, told: Signal, member: str) -> Episode:
    members = with_member(known.members, member, told)
    end = max(_end(told), *(ended_at(members, one) or _end(told) for one in members)) if members else _end(told)
    known = replace(known, members=members)
    if not known.is_firing:
        return replace(known, signal=replace(known.signal, ended_at=max(end, known.signal.ended_at or end)))
    if any_fires(members) or end < known.turned_at:  # others go on, or it is the end of what went before
        return known
    return _turned(known, replace(known.signal, state=SignalState.ENDED, ended_at=end), end)


def _turned(known: Episode, signal: Signal, at: datetime) -> Episode:
    return replace(known, signal=signal, turns=known.turns + 1, turned_at=at)


def _worded(before: Signal, told: Signal, *, is_several: bool) -> Signal:
    """The newest words; what they leave out is still known. The end of an alert is often told in fewer words.

    Of several, what all of them have in common, and the worst severity.
    """
    if is_several:
        return _in_common(before, told)
    return replace(
        told,
        title=told.title or before.title,
        detail=told.detail or before.detail,
        severity=before.severity if told.severity is None else told.severity,
        attributes={**before.attributes, **told.attributes},
        url=told.url or before.url,
        query=told.query or before.query,
        examples=tuple(dict.fromkeys([*told.examples, *before.examples]))[:_MOST_EXAMPLES],
    )


def _in_common(before: Signal, told: Signal) -> Signal:
    severities = [one for one in (before.severity, told.severity) if one is not None]
    is_same = before.title == told.title
    named = dict.fromkeys([*(before.examples or [before.title]), told.title])
    return replace(
        before,
        title=before.title if is_same else before.attributes.get(ALERT_NAME, "") or before.title,
        severity=min(severities, default=None),
        attributes=_shared(before.attributes, told.attributes),
        examples=before.examples if is_same else tuple(named)[:_MOST_EXAMPLES],
    )


def _shared(before: Mapping[str, str], told: Mapping[str, str]) -> Mapping[str, str]:
    return before if before == told else {name: value for name, value in before.items() if told.get(name) == value}


def _first(known: Episode, told: Signal) -> datetime:
    before = known.signal.started_at
    is_of_an_earlier_one = known.number > 1 and told.last_at < before
    return before if is_of_an_earlier_one else min(before, told.started_at)


def _count(before: Signal, told: Signal, *, repeats: bool) -> int:
    """How often it was told that this fires; being told that it ended is not once more."""
    if not repeats:
        return max(before.count, told.count)
    return before.count + (told.count if told.state is SignalState.FIRING else 0)


def _end(signal: Signal) -> datetime:
    return signal.ended_at or signal.last_at
