"""Log lines from whatever keeps them, made into few signals: one for each pattern of a service's lines."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.connectors.parts.reading import line
from app.domain.attributes import SERVICE
from app.domain.log_lines import LogLine
from app.domain.patterns import Pattern, patterns
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Window

MOST_LINES = 5000
_MOST_SIGNALS = 30
_MOST_OF_SERVICE = 15
_MOST_EXAMPLE_CHARS = 300
_SILENT = timedelta(minutes=10)
"""A pattern that has not come for so long is over."""
_UNKNOWN = 4  # where a line whose severity is not known stands among others


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line as it was kept, whole. `level` is empty where it has none; `attributes` are under OpenTelemetry's names."""

    at: datetime
    text: str
    level: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Look:
    connector: str
    query: str
    window: Window


def signals_of(records: Iterable[Record], *, connector: str, query: str, window: Window) -> list[Signal]:
    """The worst patterns, and of equally bad ones those with the most lines: at most 15 of a service, 30 in all."""
    look = _Look(connector, query, window)
    services: dict[str, list[Record]] = {}
    for one in records:
        services.setdefault(one.attributes.get(SERVICE, ""), []).append(one)
    found: list[tuple[Pattern, Signal]] = []
    for service, told in services.items():
        kept = sorted(patterns(LogLine(one.at, one.text, one.level) for one in told), key=_rank)[:_MOST_OF_SERVICE]
        shared = _shared(told)
        found += [(one, _signal(one, service, shared, look)) for one in kept]
    return [signal for _, signal in sorted(found, key=lambda pair: _rank(pair[0]))[:_MOST_SIGNALS]]


def _rank(one: Pattern) -> tuple[int, int, datetime]:
    return (one.severity or _UNKNOWN, -one.count, one.first_at)


def _shared(records: Iterable[Record]) -> dict[str, str]:
    """What all of them say alike."""
    common: dict[str, str] | None = None
    for one in records:
        said = one.attributes
        common = dict(said) if common is None else {name: v for name, v in common.items() if said.get(name) == v}
    return common or {}


def _signal(one: Pattern, service: str, shared: Mapping[str, str], look: _Look) -> Signal:
    over = one.last_at < look.window.end - _SILENT
    return Signal(
        connector=look.connector,
        kind=SignalKind.LOG,
        fingerprint=hashlib.sha256(f"{service}\n{one.template}".encode(errors="replace")).hexdigest()[:32],
        title=line(one.template) or "A line without words",
        started_at=one.first_at,
        last_at=one.last_at,
        state=SignalState.ENDED if over else SignalState.FIRING,
        ended_at=one.last_at if over else None,
        severity=one.severity,
        count=one.count,
        attributes=shared,
        query=look.query,
        examples=tuple(text for each in one.examples if (text := line(each, _MOST_EXAMPLE_CHARS))),
    )
