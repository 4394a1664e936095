"""Traces that failed or were slow, from whatever keeps them, made into few signals: one for each operation of a service."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from app.connectors.parts.reading import line
from app.domain.attributes import SERVICE, TRACE
from app.domain.service import Service
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Window

_MOST_SIGNALS = 20
_MOST_EXAMPLES = 5
_SILENT = timedelta(minutes=10)
"""An operation that has not failed for so long does not fail any more."""
_SEVERITIES = {"failed": 2, "was slow": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """`how` is "failed" or "was slow". `url` is where people see it, `query` what found it."""

    id: str
    service: str
    operation: str
    at: datetime
    duration_ms: float
    how: str
    url: str = ""
    query: str = ""


def signals_of(traces: Iterable[Trace], connector: str, window: Window) -> list[Signal]:
    """The operations of which most traces failed, then those of which most were slow; at most 20."""
    groups: dict[tuple[str, str, str], dict[str, Trace]] = {}
    for one in traces:
        groups.setdefault((one.how, one.service, one.operation), {})[one.id] = one
    read = [_signal(sorted(group.values(), key=lambda one: one.at), connector, window) for group in groups.values()]
    return sorted(read, key=lambda one: (one.severity or 5, -one.count))[:_MOST_SIGNALS]


def _signal(group: Sequence[Trace], connector: str, window: Window) -> Signal:
    first, last = group[0], group[-1]
    over = last.at < window.end - _SILENT
    typical_ms = median(one.duration_ms for one in group)
    named = " ".join(part for part in (first.service, first.operation) if part) or "An operation without a name"
    identity = f"{first.how}\n{first.service}\n{first.operation}".encode(errors="replace")
    return Signal(
        connector=connector,
        kind=SignalKind.TRACE,
        fingerprint=hashlib.sha256(identity).hexdigest()[:32],
        title=line(f"{named} {first.how} ({_duration(typical_ms)})"),
        started_at=first.at,
        last_at=last.at,
        state=SignalState.ENDED if over else SignalState.FIRING,
        ended_at=last.at if over else None,
        severity=_SEVERITIES.get(first.how),
        count=len(group),
        attributes={name: value for name, value in ((SERVICE, first.service), (TRACE, last.id)) if value},
        url=last.url,
        query=last.query,
        examples=tuple(f"{one.id} {_duration(one.duration_ms)}" for one in group[-_MOST_EXAMPLES:]),
    )


def _duration(duration_ms: float) -> str:
    return f"{duration_ms / 1000:.3g} s" if duration_ms >= 1000 else f"{duration_ms:.3g} ms"


def services_of(calls: Iterable[tuple[str, str]], source: str) -> tuple[Service, ...]:
    """From pairs of who calls and who is called; who only is called is a service, too."""
    known: dict[str, set[str]] = {}
    for caller, called in calls:
        if caller and called:
            known.setdefault(called, set())
            if caller != called:
                known.setdefault(caller, set()).add(called)
    return tuple(Service(name=name, calls=tuple(sorted(known[name])), source=source) for name in sorted(known))
