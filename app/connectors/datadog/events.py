"""Events of monitors as `GET /api/v2/events` lists them, newest first: one signal for each monitor group, with a count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.connectors.datadog.naming import facts, fingerprint, group_of, title
from app.connectors.parts.reading import line, moment, passage, severity
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, texts_of
from app.domain.signal import Signal, SignalKind, SignalState

_FIRING = frozenset({"error", "warning", "failure"})
_OVER = "success"


@dataclass(slots=True)
class _Story:
    """What the events of one monitor group tell, oldest first."""

    newest: JsonObject
    begun: list[datetime] = field(default_factory=list)
    ended_at: datetime | None = None
    told: list[str] = field(default_factory=list)


def event_signals(system: str, events: Sequence[JsonObject]) -> list[Signal]:
    """Raises Unavailable for what is no event."""
    stories: dict[str, _Story] = {}
    for event in reversed(events):
        outer = object_of(event.get("attributes"))
        inner = object_of(outer.get("attributes"))
        at = moment(outer.get("timestamp")) or moment(inner.get("timestamp"))
        if at is None:
            raise Unavailable(system, "its answer has an event without `timestamp`")
        status, monitor = line(inner.get("status")), line(inner.get("monitor_id"))
        if not monitor or (status not in _FIRING and status != _OVER):
            continue
        story = stories.setdefault(fingerprint(monitor, group_of(texts_of(inner.get("monitor_groups")))), _Story(outer))
        story.newest, story.ended_at = outer, at if status == _OVER else None
        story.begun += [] if status == _OVER else [at]
        story.told.append(line(inner.get("title")))
    return [_signal(ref, story) for ref, story in stories.items()]


def _signal(ref: str, story: _Story) -> Signal:
    outer, inner = story.newest, object_of(story.newest.get("attributes"))
    monitor, group = object_of(inner.get("monitor")), group_of(texts_of(inner.get("monitor_groups")))
    tags = [*texts_of(outer.get("tags")), *texts_of(inner.get("tags")), *texts_of(monitor.get("tags"))]
    said = facts(ref.partition(":")[0], group, tags)
    first = story.begun[0] if story.begun else story.ended_at
    last = story.ended_at or story.begun[-1]
    return Signal(
        connector="",
        kind=SignalKind.ALERT,
        fingerprint=ref,
        title=title(line(monitor.get("name")) or line(inner.get("title")), group),
        started_at=first or last,
        last_at=last,
        state=SignalState.ENDED if story.ended_at else SignalState.FIRING,
        detail=passage(outer.get("message")),
        severity=severity(said.get("priority")),
        ended_at=story.ended_at,
        count=max(1, len(story.begun)),
        attributes={**({"service.name": line(inner.get("service"))} if line(inner.get("service")) else {}), **said},
        examples=tuple(story.told[-3:]),
    )
