"""When the same thing is noticed again: is it the same signal, its end, or another one? Pure, whatever order news comes in.

A signal fires and ends; that is an episode. What fires again within five minutes of its end flaps, and its episode goes
on; later it is a new episode. News that is older than what is known is counted and changes no state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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

    @property
    def is_firing(self) -> bool:
        return self.signal.state is SignalState.FIRING


def followed(known: Episode | None, told: Signal, *, repeats: bool = True) -> tuple[Episode, ...]:
    """The episodes that change when `told` comes, the newest last; the first of them is `known`, if that is given.

    With `repeats`, being told of it once more counts; without (it was we who looked again), it does not.
    """
    if known is None:
        return (_begun(told, 1),)
    is_other = _ended_apart(known, told) if told.state is SignalState.ENDED else _fires_anew(known, told)
    if is_other:
        return (_closed(known), _begun(told, known.number + 1))
    before = known.signal
    told_more = told.last_at >= before.last_at
    signal = _worded(before, told) if told_more else before
    signal = replace(
        signal,
        started_at=_first(known, told),
        last_at=max(before.last_at, told.last_at),
        count=_count(before, told, repeats=repeats),
        state=before.state,
        ended_at=before.ended_at,
    )
    moved = replace(known, signal=signal)
    return (_ended(moved, told) if told.state is SignalState.ENDED else _firing(moved, told),)


def _begun(told: Signal, number: int) -> Episode:
    told = replace(told, ended_at=_end(told) if told.state is SignalState.ENDED else None)
    return Episode(signal=told, number=number, turned_at=told.ended_at or told.started_at)


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


def _firing(known: Episode, told: Signal) -> Episode:
    """News that something fires, which for an episode that has ended may be late news."""
    if known.is_firing:
        return known
    end = _end(known.signal)
    began_before_end = told.started_at <= end
    if began_before_end and told.last_at - end <= FLAPS:
        return known
    at = told.last_at if began_before_end else told.started_at
    return _turned(known, replace(known.signal, state=SignalState.FIRING, ended_at=None), at)


def _ended(known: Episode, told: Signal) -> Episode:
    end = _end(told)
    if not known.is_firing:
        return replace(known, signal=replace(known.signal, ended_at=max(end, known.signal.ended_at or end)))
    if end < known.turned_at:  # the end of what went before
        return known
    return _turned(known, replace(known.signal, state=SignalState.ENDED, ended_at=end), end)


def _turned(known: Episode, signal: Signal, at: datetime) -> Episode:
    return replace(known, signal=signal, turns=known.turns + 1, turned_at=at)


def _worded(before: Signal, told: Signal) -> Signal:
    """The newest words; what they leave out is still known. The end of an alert is often told in fewer words."""
    attributes: Mapping[str, str] = {**before.attributes, **told.attributes}
    examples = tuple(dict.fromkeys([*told.examples, *before.examples]))[:_MOST_EXAMPLES]
    return replace(
        told,
        title=told.title or before.title,
        detail=told.detail or before.detail,
        severity=before.severity if told.severity is None else told.severity,
        attributes=attributes,
        url=told.url or before.url,
        query=told.query or before.query,
        examples=examples,
    )


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
