"""Monitors as `GET /api/v1/monitor` lists them: a signal for each group that alerts, warns or has no data."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.connectors.datadog.naming import facts, fingerprint, group_of, title
from app.connectors.parts.reading import line, moment, passage, whole
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, texts_of
from app.domain.signal import Signal, SignalKind

_FIRING = {"Alert": "last_triggered_ts", "Warn": "last_triggered_ts", "No Data": "last_nodata_ts"}
"""States in which something is wrong, and what says since when."""


def monitor_signals(system: str, monitors: Sequence[JsonObject], now: datetime) -> Iterator[Signal]:
    """Raises Unavailable for what is no monitor."""
    for monitor in monitors:
        if not line(monitor.get("id")) or ("state" not in monitor and "overall_state" not in monitor):
            raise Unavailable(system, "its answer has a monitor without `id` or `state`")
        groups = object_of(object_of(monitor.get("state")).get("groups"))
        for name, group in groups.items():
            state = object_of(group)
            since = moment(state.get(_FIRING.get(line(state.get("status")), "")))
            if since:
                yield _signal(monitor, group_of([line(state.get("name")) or name]), state, since, now)


def _signal(monitor: JsonObject, group: str, state: JsonObject, since: datetime, now: datetime) -> Signal:
    ref, status = line(monitor.get("id")), line(state.get("status"))
    return Signal(
        connector="",
        kind=SignalKind.ALERT,
        fingerprint=fingerprint(ref, group),
        title=title(line(monitor.get("name")), group),
        started_at=since,
        last_at=max(since, now),
        detail=passage(monitor.get("query")),
        severity=whole(monitor.get("priority"), 1, 5),
        attributes={**facts(ref, group, texts_of(monitor.get("tags"))), "status": status},
        query="GET /api/v1/monitor?group_states=alert,warn,no data",
    )
