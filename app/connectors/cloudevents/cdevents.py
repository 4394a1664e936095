"""CDEvents: what continuous delivery tools say of services, environments and incidents.

Source: the CDEvents specification 0.4 to 0.6 (types `dev.cdevents.SUBJECT.PREDICATE.VERSION`).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, unquote

from app.connectors.cloudevents.envelope import Event
from app.connectors.cloudevents.naming import named
from app.connectors.parts.reading import labels, line, moment, severity
from app.domain.attributes import ENVIRONMENT, REPOSITORY, SERVICE, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.connecting import Unreadable
from app.domain.json import JsonObject, object_of, text_of
from app.domain.signal import Signal, SignalKind, SignalState

_TYPE = re.compile(r"^dev\.cdevents\.(\w+\.\w+)\.\d")
_CHANGES = {
    "service.deployed": (ChangeKind.DEPLOY, "deployed"),
    "service.upgraded": (ChangeKind.DEPLOY, "upgraded"),
    "service.rolledback": (ChangeKind.DEPLOY, "rolled back"),
    "service.removed": (ChangeKind.DEPLOY, "removed"),
    "service.published": (ChangeKind.DEPLOY, "published"),
    "environment.created": (ChangeKind.INFRASTRUCTURE, "created"),
    "environment.modified": (ChangeKind.INFRASTRUCTURE, "modified"),
    "environment.deleted": (ChangeKind.INFRASTRUCTURE, "deleted"),
    "change.merged": (ChangeKind.MERGE, "merged"),
}
_SIGNALS = {
    "incident.detected": SignalState.FIRING,
    "incident.reported": SignalState.FIRING,
    "incident.resolved": SignalState.ENDED,
}


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of a CDEvent. `content` differs by type; `subject_id` names the service, environment or incident."""

    what: str
    at: datetime
    subject_id: str
    subject_source: str
    content: JsonObject
    custom: JsonObject


def is_cdevent(event: Event) -> bool:
    return event.type.startswith(("dev.cdevents.", "dev.cdeventsx."))


def read(event: Event, connector: str) -> Change | Signal | None:
    """None for types of no use here: builds, tests, pipelines, artifacts. Raises Unreadable for one without its parts."""
    match = _TYPE.match(event.type)
    what = match[1] if match else ""
    if what not in _CHANGES and what not in _SIGNALS:
        return None
    said = _said(event, what)
    return _signal(said, connector) if what in _SIGNALS else _change(event, said, connector)


def _said(event: Event, what: str) -> _Said:
    subject, context = object_of(event.data.get("subject")), object_of(event.data.get("context"))
    at, ident = moment(context.get("timestamp")) or moment(event.time), line(subject.get("id"))
    if at is None or not ident:
        raise Unreadable("It is no CDEvent: it has no `context.timestamp` or no `subject.id`.")
    source = line(subject.get("source")) or event.source
    return _Said(what, at, ident, source, object_of(subject.get("content")), object_of(event.data.get("customData")))


def _change(event: Event, said: _Said, connector: str) -> Change:
    kind, done = _CHANGES[said.what]
    environment = _id(said.content, "environment")
    about = {ENVIRONMENT: environment}
    artifact, version = _artifact(text_of(said.content.get("artifactId")))
    if said.what.startswith("service."):
        about |= {SERVICE: said.subject_id, VERSION: version, "artifact": artifact}
    elif said.what.startswith("environment."):
        about |= {ENVIRONMENT: said.subject_id}
    else:
        about |= {REPOSITORY: _id(said.content, "repository")}
    where = f" in {environment}" if environment else ""
    called = f" {_short(version)}" if version else ""
    return Change(
        connector=connector,
        kind=kind,
        ref=named(event.source, event.id),
        title=line(f"{said.subject_id}{called} {done}{where}"),
        started_at=said.at,
        finished_at=said.at,
        attributes=labels(said.custom) | {name: value for name, value in about.items() if value},
        reach=f"{environment} only" if environment else "",
        url=_link(said.content),
    )


def _signal(said: _Said, connector: str) -> Signal:
    state = _SIGNALS[said.what]
    about = {
        SERVICE: _id(said.content, "service"),
        ENVIRONMENT: _id(said.content, "environment"),
        VERSION: _artifact(text_of(said.content.get("artifactId")))[1],
    }
    has_ended = state is SignalState.ENDED
    return Signal(
        connector=connector,
        kind=SignalKind.ALERT,
        fingerprint=named(said.subject_source, said.subject_id),
        title=line(said.content.get("description")) or line(f"Incident {said.subject_id}"),
        started_at=said.at,
        last_at=said.at,
        state=state,
        severity=severity(said.custom.get("severity")) or severity(said.custom.get("priority")),
        ended_at=said.at if has_ended else None,
        attributes=labels(said.custom) | {name: value for name, value in about.items() if value},
        url=_link(said.content),
    )


def _id(content: JsonObject, name: str) -> str:
    return line(object_of(content.get(name)).get("id"))


def _link(content: JsonObject) -> str:
    uri = line(content.get("ticketURI")) or line(content.get("uri"))
    return uri if uri.startswith(("https://", "http://")) else ""


def _artifact(purl: str) -> tuple[str, str]:
    """Its name and version from a package URL: the tag if it names one, else the digest or version after the @."""
    rest, _, qualifiers = purl.removeprefix("pkg:").partition("?")
    name, _, version = rest.partition("@")
    tag = parse_qs(qualifiers).get("tag", [""])[0]
    return line(unquote(name.rpartition("/")[2])), line(tag or unquote(version))


def _short(version: str) -> str:
    kind, colon, digest = version.partition(":")
    return f"{kind}:{digest[:12]}" if colon else version
