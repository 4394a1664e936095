"""CloudEvents of types that nobody described here: used if they say what, when, and in their type of what sort."""

import re

from app.connectors.cloudevents.envelope import Event
from app.connectors.cloudevents.naming import named
from app.connectors.parts.reading import labels, line, moment, passage, severity
from app.domain.attributes import COMMIT, ENVIRONMENT, SERVICE, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.json import JsonObject
from app.domain.signal import Signal, SignalKind, SignalState

_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_CHANGES = (
    (("deploy", "release", "rollout", "rollback"), ChangeKind.DEPLOY),
    (("migrat",), ChangeKind.MIGRATION),
    (("flag", "toggle"), ChangeKind.FLAG),
    (("config",), ChangeKind.CONFIG),
    (("infrastructure", "terraform", "provision", "scal"), ChangeKind.INFRASTRUCTURE),
    (("merge",), ChangeKind.MERGE),
)
_SIGNALS = ("alert", "alarm", "incident", "anomal", "outage")
_ENDS = ("resolved", "closed", "cleared", "recovered", "ended", "ok")
_BEGINS = ("firing", "fired", "triggered", "raised", "created", "opened", "started", "detected", "updated")
_FACTS = {
    SERVICE: ("service.name", "service", "app", "application", "component"),
    ENVIRONMENT: ("deployment.environment.name", "environment", "env"),
    VERSION: ("service.version", "version", "tag"),
    COMMIT: ("vcs.ref.head.revision", "commit", "sha", "revision"),
}


def read(event: Event, connector: str) -> Change | Signal | None:
    """None for what has no subject, no time, or a type that says neither of a change nor of trouble."""
    at = moment(event.time)
    if at is None or not event.subject:
        return None
    words = [word.casefold() for word in _SPLIT.split(event.type) if word]
    about = _facts(event.data)
    title = next((line(event.data.get(one)) for one in ("title", "summary", "message") if event.data.get(one)), "")
    if any(word.startswith(_SIGNALS) for word in words):
        has_ended = any(word in _ENDS for word in words)
        kind = ".".join(word for word in words if word not in {*_ENDS, *_BEGINS})
        return Signal(
            connector=connector,
            kind=SignalKind.ALERT,
            fingerprint=named(event.source, kind, event.subject),
            title=title or event.subject[:200],
            detail=passage(event.data.get("description")),
            started_at=at,
            last_at=at,
            state=SignalState.ENDED if has_ended else SignalState.FIRING,
            severity=severity(event.data.get("severity")),
            ended_at=at if has_ended else None,
            attributes=about,
            url=_link(event.data),
        )
    sort = next((sort for begins, sort in _CHANGES if any(word.startswith(begins) for word in words)), None)
    if sort is None:
        return None
    return Change(
        connector=connector,
        kind=sort,
        ref=named(event.source, event.id),
        title=title or line(f"{event.subject}: {words[-1]}"),
        started_at=at,
        finished_at=at,
        author=line(event.data.get("author")) or line(event.data.get("user")),
        attributes=about,
        url=_link(event.data),
    )


def _facts(data: JsonObject) -> dict[str, str]:
    known = {
        name: next((line(data.get(one)) for one in given if line(data.get(one))), "") for name, given in _FACTS.items()
    }
    return labels({name: value for name, value in data.items() if isinstance(value, str)}) | {
        name: value for name, value in known.items() if value
    }


def _link(data: JsonObject) -> str:
    url = line(data.get("url"), 500)
    return url if url.startswith(("https://", "http://")) else ""
