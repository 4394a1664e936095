"""What of an incident's signals and of the changes made meanwhile belongs in its record. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.context.alerts.assigning import Candidate
from app.context.intake.episodes import FLAPS, Episode
from app.context.intake.recording import change_draft, signal_draft
from app.domain.attributes import REPOSITORY
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.entry import Draft
from app.domain.service import Catalog, normal
from app.domain.signal import SignalKind, SignalState

_SAME_START = timedelta(minutes=10)
_AFTERWARDS = timedelta(minutes=30)
"""How long after an incident was resolved changes still belong to its record."""


def is_told(episode: Episode) -> bool:
    """Whether it was told by another system of its own accord, or is an alert: what we searched for is for the card."""
    return not episode.signal.query or episode.signal.kind is SignalKind.ALERT


def signal_drafts(episodes: Iterable[Episode], titles: Mapping[str, str], now: datetime) -> Iterator[Draft]:
    """Start and end of each, and what came of flapping once it has stood for five minutes. `titles` name the systems.

    What several systems tell of the same alert is told once, as the first of them does.
    """
    told: dict[str, Episode] = {}
    for episode in sorted(episodes, key=lambda one: one.id):
        first = told.setdefault(episode.signal.fingerprint, episode)
        if first.signal.connector != episode.signal.connector and _is_same(first, episode):
            continue
        title = titles.get(episode.signal.connector, "")
        if episode.turns:
            yield signal_draft(_at_first(episode), title)
        if episode.turns <= 1 or now - episode.turned_at >= FLAPS:
            yield signal_draft(episode, title)


def change_drafts(
    candidate: Candidate, made: Sequence[Change], titles: Mapping[str, str], catalog: Catalog, *, only_one: bool
) -> Iterator[Draft]:
    """What was done to the incident's services since it was declared. `only_one`: no other incident is open, so that a
    flag that names no service is likely switched for this one.
    """
    services = _services(candidate)
    taken_back = {(change.connector, change.undoes) for change in made if change.undoes}
    for change in made:
        if change.kind is ChangeKind.MERGE or change.state is ChangeState.RUNNING or not _meanwhile(candidate, change):
            continue
        if change.state is ChangeState.UNDONE and (change.connector, change.ref) in taken_back:
            continue  # the change that undid it says so
        if _is_about(change, services, catalog, only_one=only_one):
            yield change_draft(change, titles.get(change.connector, ""))


def _is_same(first: Episode, other: Episode) -> bool:
    """Whether two systems tell of one alert. Fingerprints that tell something are the same in all of them (`bunching`)."""
    apart = abs(first.signal.started_at - other.signal.started_at)
    return first.signal.kind is other.signal.kind is SignalKind.ALERT and apart <= _SAME_START


def _at_first(episode: Episode) -> Episode:
    """The episode as it was when it began."""
    signal = replace(episode.signal, state=SignalState.FIRING, ended_at=None, count=1)
    return replace(episode, signal=signal, turns=0, turned_at=signal.started_at)


def _meanwhile(candidate: Candidate, change: Change) -> bool:
    incident, at = candidate.incident, change.took_effect_at
    return at >= incident.declared_at and (incident.resolved_at is None or at <= incident.resolved_at + _AFTERWARDS)


def _services(candidate: Candidate) -> frozenset[str]:
    joined = (episode.signal.service for episode in candidate.episodes)
    named = (*candidate.incident.services, *candidate.services, *joined)
    return frozenset(normal(name) for name in named if name)


def _is_about(change: Change, services: frozenset[str], catalog: Catalog, *, only_one: bool) -> bool:
    mine = _service_of(change, catalog)
    if mine in services:
        return True
    if not mine:
        return only_one and change.kind is ChangeKind.FLAG
    takes_back = bool(change.undoes) or change.state is ChangeState.UNDONE
    return takes_back and any(
        catalog.hops(one, mine, 1) is not None or catalog.hops(mine, one, 1) is not None for one in services
    )


def _service_of(change: Change, catalog: Catalog) -> str:
    """By its name, else by its repository."""
    if change.service:
        found = catalog.find(change.service)
        return normal(found.name if found else change.service)
    repository = _path(change.attributes.get(REPOSITORY, ""))
    if not repository.strip("/"):
        return ""
    homes = (one for one in catalog if repository in _path(one.repository))
    known = next(homes, None)
    return normal(known.name if known else repository.rstrip("/").rpartition("/")[2])


def _path(repository: str) -> str:
    """Its name or address as whole parts between slashes: `api` is not in `acme/api-gateway`."""
    return f"/{repository.casefold().replace(':', '/').strip('/').removesuffix('.git')}/"
