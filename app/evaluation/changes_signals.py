"""The signals of a scenario: metrics that left their usual range, patterns of error lines, failing spans, and what they call."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.domain.attributes import SERVICE
from app.domain.series import Series
from app.domain.service import Service
from app.domain.signal import Signal, SignalKind

_CHANGING = re.compile(r"\b0x[0-9a-f]+\b|\b[0-9a-f]{12,}\b|\d+(?:[.:]\d+)*")
_BAD = frozenset({"warn", "warning", "error", "fatal", "critical", "panic", "alert", "emergency"})
_USUAL = frozenset(
    {"timestamp", "time", "service", "severity_text", "severity", "level", "msg", "message", "trace_id", "span_id"}
)
_SHOWN = 5
_INFO = 5  # the severity of what is only noted

Row = Mapping[str, object]


def measured(path: Path) -> list[Signal]:
    """One for each series of a CSV file (timestamp, service, metric, value) that left its usual range."""
    if not path.is_file():
        return []
    series: dict[tuple[str, str], list[tuple[datetime, float]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at, value = _when(row.get("timestamp")), _number(row.get("value"))
            if at and value is not None:
                series[row.get("service") or "", row.get("metric") or ""].append((at, value))
    found = (
        Series(name=metric, service=service, points=points).signal() for (service, metric), points in series.items()
    )
    return [each for each in found if each]


def logged(path: Path) -> list[Signal]:
    """One for each service and pattern of lines that are warnings or worse."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _lines(path):
        if str(row.get("severity_text") or row.get("level") or row.get("severity")).lower() in _BAD and _when(
            row.get("timestamp")
        ):
            groups[_of(row, "service"), _CHANGING.sub("<N>", _of(row, "msg", "message"))].append(row)
    return [_log(service, pattern, rows) for (service, pattern), rows in groups.items()]


def patterns(rows: Iterable[Row], at: datetime) -> list[Signal]:
    """Patterns of lines that somebody else has counted; those that are not bad news are only noted."""
    return [
        Signal(
            connector="patterns",
            kind=SignalKind.LOG,
            fingerprint=f"{_of(row, 'service')}/{_of(row, 'signature', 'pattern')}"[:200],
            title=_of(row, "signature", "pattern"),
            started_at=at,
            last_at=at,
            severity=None if _of(row, "sentiment") == "negative" else _INFO,
            count=int(_number(row.get("count")) or 1),
            attributes={SERVICE: _of(row, "service")},
        )
        for row in rows
        if not _of(row, "delta_vs_baseline").startswith("-")
    ]


def traced(spans: Sequence[Row], at: datetime) -> list[Signal]:
    """The failing spans, those of one service and name together."""
    failing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for span in spans:
        if _of(span, "status").upper() not in ("", "OK", "UNSET"):
            failing[_of(span, "service"), _of(span, "name")].add(_of(span, "error", "status_message"))
    return [
        Signal(
            connector="traces",
            kind=SignalKind.TRACE,
            fingerprint=f"{service}/{name}"[:200],
            title=f"{name} fails",
            started_at=at,
            last_at=at,
            detail=" ".join(sorted(errors)),
            attributes={SERVICE: service},
        )
        for (service, name), errors in failing.items()
    ]


def services_of(spans: Sequence[Row], others: Iterable[str]) -> Iterator[Service]:
    """The services of the spans with what they call, and others that are only known by name."""
    own = {_of(span, "span_id"): _of(span, "service") for span in spans}
    calls: dict[str, dict[str, None]] = {name: {} for name in [*others, *own.values()] if name}
    for span in spans:
        caller, called = own.get(_of(span, "parent_id"), ""), _of(span, "service")
        if caller and called and caller != called:
            calls[caller][called] = None
    return (Service(name=name, calls=tuple(called)) for name, called in sorted(calls.items()))


def _log(service: str, pattern: str, rows: Sequence[Row]) -> Signal:
    times = sorted(at for row in rows if (at := _when(row.get("timestamp"))))
    few = rows if len(rows) <= _SHOWN else [rows[i * (len(rows) - 1) // (_SHOWN - 1)] for i in range(_SHOWN)]
    return Signal(
        connector="logs",
        kind=SignalKind.LOG,
        fingerprint=f"{service}/{pattern}"[:200],
        title=pattern,
        started_at=times[0],
        last_at=times[-1],
        count=len(rows),
        attributes={SERVICE: service},
        examples=tuple(map(_raw, few)),
    )


def _raw(row: Row) -> str:
    rest = [f"{key}={value}" for key, value in row.items() if key not in _USUAL]
    return " ".join([_of(row, "msg", "message"), *rest])


def _lines(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, Mapping):
            yield row


def _of(row: Row, *keys: str) -> str:
    return next((str(row[key]) for key in keys if row.get(key) is not None), "")


def _when(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
