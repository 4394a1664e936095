"""The incident: its state, and how each entry moves it. The stored incident is nothing but this fold over its entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from app.domain.entry import Entry, Kind
from app.domain.json import Json, text_of, texts_of


class Status(StrEnum):
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"


OPEN_STATUSES = frozenset({Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING})


class Audience(StrEnum):
    """Who may see the incident and everything derived from it."""

    WORKSPACE = "workspace"
    CHANNEL = "channel"  # private: only the members of its channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One disturbance. `severity` is 1 (worst) to 5, or None while nobody has said. `roles` maps role → user id.

    `services` are the names of those that people said are affected.
    """

    id: int
    key: str
    title: str
    channel: str
    channel_name: str
    declared_at: datetime
    declared_by: str
    status: Status = Status.INVESTIGATING
    severity: int | None = None
    audience: Audience = Audience.WORKSPACE
    roles: Mapping[str, str] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    impact: str = ""
    quiet: bool = False
    recording: bool = True
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def has_own_channel(self) -> bool:
        """Whether the channel was opened for the incident; the topic of an adopted one is left alone."""
        return self.channel_name.startswith(f"inc-{self.declared_at:%Y%m%d}")


def after(incident: Incident, entry: Entry) -> Incident:
    """The incident as it stands once `entry` is recorded."""
    details = entry.details
    match entry.kind:
        case Kind.STATUS:
            incident = _moved(incident, Status(text_of(details["to"])), entry.happened_at)
        case Kind.SEVERITY:
            incident = replace(incident, severity=int(text_of(details["to"])), updated_at=entry.happened_at)
        case Kind.TITLE:
            incident = replace(incident, title=entry.text)
        case Kind.IMPACT:
            incident = replace(incident, impact=entry.text, updated_at=entry.happened_at)
        case Kind.ROLE:
            roles = _roles(incident.roles, text_of(details["role"]), text_of(details["person"]))
            incident = replace(incident, roles=roles)
        case Kind.SETTING:
            incident = _set(incident, details)
        case Kind.POST if details.get("brief") == "update":
            incident = replace(incident, updated_at=entry.happened_at)
        case _:
            pass
    return incident


def _moved(incident: Incident, to: Status, at: datetime) -> Incident:
    resolved_at = None if to in OPEN_STATUSES else incident.resolved_at or at
    closed_at = (incident.closed_at or at) if to is Status.CLOSED else None
    return replace(incident, status=to, resolved_at=resolved_at, closed_at=closed_at, updated_at=at)


def _set(incident: Incident, details: Mapping[str, Json]) -> Incident:
    return replace(
        incident,
        quiet=bool(details.get("quiet", incident.quiet)),
        audience=Audience(text_of(details.get("audience")) or incident.audience),
        services=tuple(texts_of(details["services"])) if "services" in details else incident.services,
        recording=bool(details.get("recording", incident.recording)),
    )


def _roles(roles: Mapping[str, str], role: str, person: str) -> dict[str, str]:
    kept = {name: holder for name, holder in roles.items() if name != role}
    return {**kept, role: person} if person else kept
