"""Alerts of one rule for one service are one signal, however many pods, hosts or endpoints they fire for.

Which of them fire is kept in short: `members` maps each to the milliseconds since 1970 at which it began, or, negative,
at which it ended. Of very many only the first are kept.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from app.domain.attributes import CLUSTER, ENVIRONMENT, NAMESPACE
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind, SignalState

MOST_MEMBERS = 200
ALERT_NAME = "alertname"
_LONGEST = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)

Members = Mapping[str, int]


def bunch_of(signal: Signal, apart: str = "") -> str:
    """What names the signal that it is part of: the rule's name, the service and where that runs, and what else tells it
    `apart`; else its own fingerprint.
    """
    said = signal.attributes
    name = said.get(ALERT_NAME, "")
    if not name or signal.kind is not SignalKind.ALERT:
        return signal.fingerprint
    what = normal(signal.service) or said.get(NAMESPACE, "")
    whole = "/".join((name, what, said.get(ENVIRONMENT, ""), said.get(CLUSTER, ""), *([apart] if apart else [])))
    return whole if len(whole) <= _LONGEST else sha256(whole.encode()).hexdigest()


def with_member(members: Members, member: str, told: Signal) -> Members:
    """After this news of a member. A later beginning than the end that is told, or an end at which it had not begun
    again, changes nothing.
    """
    if member not in members and len(members) >= MOST_MEMBERS:
        return members
    before = members.get(member, 0)
    if told.state is SignalState.FIRING:
        return members if before > 0 else {**members, member: _ms(told.started_at)}
    end = _ms(told.ended_at or told.last_at)
    if before > 0 and end < before:
        return members
    return {**members, member: -max(end, -min(before, 0))}


def ended_at(members: Members, member: str) -> datetime | None:
    """When a member ended; None if it fires or is not known."""
    value = members.get(member, 0)
    return _EPOCH - value * _MS if value < 0 else None


def any_fires(members: Members) -> bool:
    return any(value > 0 for value in members.values())


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // _MS
