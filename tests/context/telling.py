"""Signals and changes to be told of, with as little said as a test needs."""

from datetime import UTC, datetime, timedelta

from app.domain.attributes import SERVICE
from app.domain.change import Change, ChangeKind
from app.domain.signal import Signal, SignalKind, SignalState

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def firing(minutes: float = 0, *, since: float | None = None, fingerprint: str = "f1", **more: object) -> Signal:
    """Told at `minutes` that it fires, since then if nothing else is said."""
    started = at(minutes if since is None else since)
    return _signal(fingerprint, started_at=started, last_at=at(minutes), **more)


def ended(minutes: float, *, since: float = 0, fingerprint: str = "f1", **more: object) -> Signal:
    """Told that what began at `since` ended at `minutes`."""
    times = {"started_at": at(since), "last_at": at(minutes), "ended_at": at(minutes)}
    return _signal(fingerprint, state=SignalState.ENDED, **times, **more)


def deploy(minutes: float = 0, *, ref: str = "d1", service: str = "ledger", **more: object) -> Change:
    given = {"connector": "argocd", "kind": ChangeKind.DEPLOY, "title": f"{service} 2.31", "started_at": at(minutes)}
    attributes = {SERVICE: service} if service else {}
    return Change(ref=ref, **{**given, "attributes": attributes, **more})


def _signal(fingerprint: str, *, service: str = "ledger", **given: object) -> Signal:
    attributes = {SERVICE: service} if service else {}
    plain = {
        "connector": "alertmanager",
        "kind": SignalKind.ALERT,
        "title": "Errors are high",
        "attributes": attributes,
    }
    return Signal(fingerprint=fingerprint, **{**plain, **given})
