"""What Sentry's internal integrations send: changes of issues, issue alerts and metric alerts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.connectors.parts.proof import unreadable
from app.connectors.parts.reading import attributes, line, link, moment, passage
from app.connectors.sentry.issues import LEVELS, issue_signal
from app.domain.attributes import ENVIRONMENT, ERROR, SERVICE, VERSION
from app.domain.connecting import Heard
from app.domain.errors import Unavailable
from app.domain.json import Json, JsonObject, object_of, text_of, texts_of
from app.domain.signal import Signal, SignalKind, SignalState

_PROJECT = re.compile(r"/projects/[^/]+/([^/]+)/")
_NEW = "created"
_ISSUE_ACTIONS = {_NEW: False, "unresolved": False, "resolved": True, "ignored": True, "archived": True}
"""Whether the issue is over after it."""


def heard(resource: str, body: JsonObject, connector: str, at: datetime) -> Heard:
    """Raises Unreadable for what has another shape than its resource."""
    readers: dict[str, Callable[[str, JsonObject, str, datetime], Signal | None]] = {
        "issue": _issue,
        "event_alert": _event_alert,
        "metric_alert": _metric_alert,
    }
    if resource not in readers:
        return Heard(dropped=1)
    action, data = text_of(body.get("action")), object_of(body.get("data"))
    try:
        signal = readers[resource](action, data, connector, at)
    except Unavailable as error:
        raise unreadable(error) from None
    return Heard(signals=(signal,)) if signal else Heard(dropped=1)


def _issue(action: str, data: JsonObject, connector: str, at: datetime) -> Signal | None:
    if action not in _ISSUE_ACTIONS:
        return None
    signal = issue_signal("Sentry", connector, object_of(data.get("issue")))
    if not _ISSUE_ACTIONS[action]:
        fires = replace(signal, state=SignalState.FIRING, ended_at=None)
        return (
            fires if action == _NEW else replace(fires, started_at=at, last_at=at)
        )  # when it was first seen is long ago
    return replace(signal, state=SignalState.ENDED, ended_at=max(signal.started_at, at))


def _event_alert(action: str, data: JsonObject, connector: str, at: datetime) -> Signal | None:
    del action
    event = object_of(data.get("event"))
    ref = line(event.get("issue_id")) or line(object_of(event.get("issue")).get("id"))
    if not ref:
        raise Unavailable("Sentry", "it has no `data.event.issue_id`")
    seen_at = moment(event.get("datetime")) or moment(event.get("timestamp")) or at
    rule, project = line(data.get("triggered_rule")), _PROJECT.search(text_of(event.get("url")))
    said = {
        **_tags(event.get("tags")),
        SERVICE: project[1] if project else "",
        ENVIRONMENT: line(event.get("environment")),
        VERSION: line(event.get("release")),
        ERROR: line(object_of(event.get("metadata")).get("type")),
        "sentry.rule": rule,
        "level": line(event.get("level")),
    }
    return Signal(
        connector=connector,
        kind=SignalKind.ERROR,
        fingerprint=ref,
        title=line(event.get("title")) or rule or f"Issue {ref}",
        started_at=seen_at,
        last_at=seen_at,
        detail=line(event.get("culprit")),
        severity=LEVELS.get(line(event.get("level"))),
        attributes=attributes({name: value for name, value in said.items() if value}),
        url=link(event.get("web_url")),
    )


def _metric_alert(action: str, data: JsonObject, connector: str, at: datetime) -> Signal | None:
    alert = object_of(data.get("metric_alert"))
    rule = object_of(alert.get("alert_rule"))
    ref = line(rule.get("id")) or line(alert.get("id"))
    if not ref:
        raise Unavailable("Sentry", "it has no `data.metric_alert.alert_rule.id`")
    started_at = moment(alert.get("date_started")) or moment(alert.get("date_detected")) or at
    ended_at = max(started_at, moment(alert.get("date_closed")) or at) if action == "resolved" else None
    projects = texts_of(rule.get("projects")) or texts_of(alert.get("projects"))
    said = {
        SERVICE: line(projects[0]) if len(projects) == 1 else "",
        ENVIRONMENT: line(rule.get("environment")),
        "sentry.rule": line(rule.get("name")),
        "sentry.projects": line(", ".join(projects)),
    }
    return Signal(
        connector=connector,
        kind=SignalKind.ALERT,
        fingerprint=f"metric-alert:{ref}"[:200],
        title=line(rule.get("name")) or line(alert.get("title")) or line(data.get("description_title")),
        started_at=started_at,
        last_at=max(started_at, ended_at or at),
        state=SignalState.ENDED if ended_at else SignalState.FIRING,
        detail=passage(data.get("description_text")),
        severity={"critical": 1, "warning": 3}.get(action),
        ended_at=ended_at,
        attributes={name: value for name, value in said.items() if value},
        url=link(data.get("web_url")),
    )


def _tags(given: Json) -> dict[str, str]:
    """Pairs of a name and a value; what tells of a user is left out."""
    pairs = [texts_of(one) for one in given] if isinstance(given, list) else []
    return {
        line(pair[0]): line(pair[1])
        for pair in pairs
        if len(pair) == 2 and pair[1] and not pair[0].startswith(("user", "ip"))
    }
