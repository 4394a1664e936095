"""An issue (a group of errors) as Sentry's API and its webhooks give it."""

from app.connectors.parts.reading import line, link, moment, moment_or_fail, whole
from app.domain.attributes import ERROR, SERVICE, VERSION
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of
from app.domain.signal import Signal, SignalKind, SignalState

LEVELS = {"fatal": 2, "error": 3, "warning": 4, "info": 5, "debug": 5}
"""Levels of what a program logs, not of harm: most errors are of level `error`."""

_OVER = frozenset({"resolved", "ignored"})


def issue_signal(system: str, connector: str, issue: JsonObject) -> Signal:
    """Raises Unavailable for what is no issue."""
    ref = line(issue.get("id"))
    if not ref:
        raise Unavailable(system, "its answer has an issue without `id`")
    first = moment_or_fail(system, issue.get("firstSeen"), "firstSeen")
    last = max(first, moment(issue.get("lastSeen")) or first)
    over = line(issue.get("status")) in _OVER
    return Signal(
        connector=connector,
        kind=SignalKind.ERROR,
        fingerprint=ref,
        title=line(issue.get("title")) or line(issue.get("shortId")) or f"Issue {ref}",
        started_at=first,
        last_at=last,
        state=SignalState.ENDED if over else SignalState.FIRING,
        detail=line(issue.get("culprit")),
        severity=LEVELS.get(line(issue.get("level"))),
        ended_at=last if over else None,
        count=whole(issue.get("count")) or 1,  # Sentry writes it as text
        attributes=_attributes(issue),
        url=link(issue.get("permalink"), issue.get("web_url")),
    )


def _attributes(issue: JsonObject) -> dict[str, str]:
    said = {
        SERVICE: line(object_of(issue.get("project")).get("slug")),
        ERROR: line(object_of(issue.get("metadata")).get("type")),
        VERSION: line(object_of(issue.get("lastRelease")).get("version")),
        "sentry.issue": line(issue.get("shortId")),
        "sentry.users": line(issue.get("userCount")),
        "sentry.substatus": line(issue.get("substatus")),
        "level": line(issue.get("level")),
    }
    return {name: value for name, value in said.items() if value}
