"""What goes wrong in a cluster: warnings among its events, and containers that were started again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.connectors.kubernetes.objects import Naming, marks, metadata, named, namespace_of, owner, workload_of
from app.connectors.parts.reading import labels, line, moment, passage
from app.domain.attributes import ERROR
from app.domain.json import Json, JsonObject, object_of, objects_of
from app.domain.signal import Signal, SignalKind
from app.domain.window import Window

_SEVERITIES = {
    "OOMKilling": 2,
    "OOMKilled": 2,
    "SystemOOM": 2,
    "NodeNotReady": 2,
    "BackOff": 2,
    "CrashLoopBackOff": 2,
    "Failed": 3,
    "FailedScheduling": 3,
    "FailedMount": 3,
    "Evicted": 3,
    "Unhealthy": 3,
}
_USUAL = 4
_MOST_EXAMPLES = 5
_MOST_MESSAGE_CHARS = 300
_MOST_COUNT = 10**6


@dataclass(frozen=True, slots=True)
class Troubles:
    """`marks_of` has the labels of pods by namespace and name, to tell their service."""

    name: str
    naming: Naming
    query: str = ""
    marks_of: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def event(self, given: JsonObject, *, count: int | None = None) -> Signal | None:
        """From an event of the API, or as an exporter sends it (then its object has labels). None without a time."""
        involved = object_of(given.get("involvedObject")) or object_of(given.get("regarding"))
        kind, called = line(involved.get("kind")), line(involved.get("name"))
        reason = line(given.get("reason"))
        series = object_of(given.get("series"))
        first, last = _first(given), _last(given, series)
        if not reason or not called or last is None:
            return None
        namespace = line(involved.get("namespace")) or namespace_of(given)
        workload = workload_of(kind, called)
        message = passage(given.get("message")) or passage(given.get("note"))
        marked = labels(object_of(involved.get("labels"))) or self.marks_of.get((namespace, called), {})
        about = self.naming.about(namespace, workload, marked)
        return Signal(
            connector=self.name,
            kind=SignalKind.ALERT,
            fingerprint=f"{namespace}/{kind}/{workload}/{reason}"[:200],
            title=line(f"{reason}: {workload}{f' in {namespace}' if namespace else ''}"),
            detail=message,
            started_at=min(first or last, last),
            last_at=last,
            severity=_SEVERITIES.get(reason, _USUAL),
            count=max(1, count or _number(given.get("count")) or _number(series.get("count"))),
            attributes={**about, ERROR: reason, "k8s.object.kind": kind, "k8s.object.name": called},
            query=self.query,
            examples=(line(message, _MOST_MESSAGE_CHARS),) if message else (),
        )

    def restarts(self, pod: JsonObject, window: Window) -> list[Signal]:
        """The containers of a pod that ended and were started again within the window."""
        read = []
        for status in objects_of(object_of(pod.get("status")).get("containerStatuses")):
            ended = object_of(object_of(status.get("lastState")).get("terminated"))
            at, restarts = moment(ended.get("finishedAt")), _number(status.get("restartCount"))
            if at is None or at not in window or not restarts:
                continue
            read.append(self._restart(pod, line(status.get("name")), ended, at, restarts))
        return read

    def _restart(self, pod: JsonObject, container: str, ended: JsonObject, at: datetime, restarts: int) -> Signal:
        kind, holder = owner(pod)
        workload = workload_of(kind, holder) if holder else workload_of("Pod", named(pod))
        namespace, reason = namespace_of(pod), line(ended.get("reason")) or "Error"
        code = line(ended.get("exitCode"))
        about = self.naming.about(namespace, workload, marks(pod))
        return Signal(
            connector=self.name,
            kind=SignalKind.ALERT,
            fingerprint=f"{namespace}/{workload}/{container}/restarted/{reason}"[:200],
            title=line(f"{workload} restarted: {reason}{f', exit code {code}' if code else ''}"),
            started_at=at,
            last_at=at,
            severity=_SEVERITIES.get(reason, 3),
            count=restarts,
            attributes={
                **about,
                ERROR: reason,
                "k8s.container.name": container,
                "k8s.container.restart_count": str(restarts),
            },
            query=self.query,
            examples=(f"{named(pod)}: {restarts} restarts",),
        )


def together(signals: Iterable[Signal]) -> list[Signal]:
    """The same trouble of several pods is one signal: counts added, from the first to the last. Newest first."""
    known: dict[str, Signal] = {}
    for one in signals:
        before = known.get(one.fingerprint)
        known[one.fingerprint] = _merged(before, one) if before else one
    return sorted(known.values(), key=lambda one: one.last_at, reverse=True)


def _merged(one: Signal, other: Signal) -> Signal:
    newer = max(one, other, key=lambda each: each.last_at)
    examples = tuple(dict.fromkeys([*one.examples, *other.examples]))[:_MOST_EXAMPLES]
    return replace(
        newer,
        started_at=min(one.started_at, other.started_at),
        count=one.count + other.count,
        examples=examples,
    )


def pods_by_name(pods: Sequence[JsonObject]) -> dict[tuple[str, str], dict[str, str]]:
    return {(namespace_of(one), named(one)): marks(one) for one in pods}


def _first(given: JsonObject) -> datetime | None:
    return moment(given.get("firstTimestamp")) or moment(given.get("deprecatedFirstTimestamp")) or _event_time(given)


def _last(given: JsonObject, series: JsonObject) -> datetime | None:
    said = (series.get("lastObservedTime"), given.get("lastTimestamp"), given.get("deprecatedLastTimestamp"))
    return next((at for one in said if (at := moment(one))), None) or _event_time(given)


def _event_time(given: JsonObject) -> datetime | None:
    """Events of controllers of the newer kind have only this one; the creation is the last resort."""
    return moment(given.get("eventTime")) or moment(metadata(given).get("creationTimestamp"))


def _number(value: Json) -> int:
    return min(value, _MOST_COUNT) if isinstance(value, int) and not isinstance(value, bool) else 0
