"""Which incident a signal belongs to: one that is open already, one that is to be declared for it, or none. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from app.context.alerts.rules import AlertRule, Do, rule_for
from app.context.intake.episodes import Episode
from app.context.services.mentions import Naming
from app.domain.incident import Audience, Incident, Status
from app.domain.service import Catalog, normal

RULED = "rule:"
"""How the declared key of an incident begins that a rule declared."""
_CHRONIC = timedelta(hours=12)
"""What has fired for so long when an incident begins is not about it."""
_BEFORE = timedelta(minutes=30)
"""What ended longer before an incident was declared is not about it."""

_SOON = timedelta(minutes=10)

_SAME_GROUP, _SAME_SERVICE, _SAME_AS_JOINED, _NEIGHBOUR = 4, 3, 2, 1


@dataclass(slots=True, kw_only=True)
class Candidate:
    """An incident that is not closed, and what belongs to it. `group` says for which rule and group a rule declared it,
    `titled` are the services that its title names.
    """

    incident: Incident
    episodes: list[Episode] = field(default_factory=list)
    services: frozenset[str] = frozenset()
    group: str = ""
    titled: frozenset[str] = frozenset()

    def takes(self, episode: Episode, rule: AlertRule) -> bool:
        """Whether the times fit."""
        signal, incident = episode.signal, self.incident
        if incident.declared_at - signal.started_at > _CHRONIC:
            return False
        if not episode.is_firing and incident.declared_at - (signal.ended_at or signal.last_at) > _BEFORE:
            return False
        if incident.status is Status.CLOSED:
            return False
        return incident.resolved_at is None or signal.started_at - incident.resolved_at <= rule.within


@dataclass(frozen=True, slots=True)
class Declared:
    """An incident to declare. `key` is the same for the same trouble, `group` what it is for."""

    key: str
    group: str
    rule: AlertRule
    episodes: list[Episode]


@dataclass(slots=True)
class Assigned:
    """`joined` maps incident id → what joins it; `held` should have declared one, but there were too many in this hour."""

    joined: dict[int, list[Episode]] = field(default_factory=dict)
    declared: list[Declared] = field(default_factory=list)
    held: list[Episode] = field(default_factory=list)

    def without(self, taken: Collection[int]) -> "Assigned":
        """Leaves out the episodes of these ids, and what is to be declared for them alone."""

        def left(episodes: Iterable[Episode]) -> list[Episode]:
            return [each for each in episodes if each.id not in taken]

        declared = [replace(one, episodes=left(one.episodes)) for one in self.declared]
        return Assigned(
            joined={number: left(episodes) for number, episodes in self.joined.items()},
            declared=[one for one in declared if one.episodes],
            held=left(self.held),
        )


def assign(
    loose: Iterable[Episode],
    candidates: Sequence[Candidate],
    rules: Sequence[AlertRule],
    catalog: Catalog,
    may_declare: int,
) -> Assigned:
    """Oldest first. `may_declare` is how many incidents rules may still declare in this hour."""
    assigned = Assigned()
    naming = Naming(catalog)
    for one in candidates:
        one.titled = frozenset(map(normal, naming.services_in(one.incident.title)))
    for episode in sorted(loose, key=lambda one: (one.signal.started_at, one.id)):
        rule = rule_for(episode.signal, rules)
        if rule.do is Do.IGNORE:
            continue
        group = group_name(rule, episode)
        if found := _best(episode, rule, group, candidates, catalog):
            found.episodes.append(episode)
            assigned.joined.setdefault(found.incident.id, []).append(episode)
        elif rule.do is Do.DECLARE and episode.is_firing:
            _declare(assigned, episode, rule, group, catalog=catalog, may_declare=may_declare)
    return assigned


def group_name(rule: AlertRule, episode: Episode) -> str:
    """A short name for a rule and one of its groups."""
    said = f"{rule.name or rule}\n{rule.group(episode)}"
    return sha256(said.encode()).hexdigest()[:24]


def _declare(
    assigned: Assigned, episode: Episode, rule: AlertRule, group: str, *, catalog: Catalog, may_declare: int
) -> None:
    """In one look, what is about the same service or its neighbours is one incident, unless the rule groups otherwise."""
    for one in assigned.declared:
        mine = {_service(each) for each in one.episodes}
        if one.rule.private is not rule.private or _is_of_another_value(rule, group, one.group, one.episodes):
            continue
        if one.group == group or _near(_service(episode), mine, catalog):
            one.episodes.append(episode)
            return
    if len(assigned.declared) >= may_declare:
        assigned.held.append(episode)
        return
    assigned.declared.append(Declared(f"{RULED}{group}:{episode.id}", group, rule, [episode]))


def _best(
    episode: Episode, rule: AlertRule, group: str, candidates: Sequence[Candidate], catalog: Catalog
) -> Candidate | None:
    """The incident that it fits best; of equals an open one, then the newest."""
    fitting = [
        (score, one.incident.is_open, one.incident.id, one)
        for one in candidates
        if one.takes(episode, rule) and (score := _score(episode, rule, group, one, catalog))
    ]
    return max(fitting, key=lambda each: each[:3])[3] if fitting else None


def _score(episode: Episode, rule: AlertRule, group: str, one: Candidate, catalog: Catalog) -> int:
    """0: it does not belong there."""
    if not _may_be_seen(rule, group, one) or _is_of_another_value(rule, group, one.group, one.episodes):
        return 0
    if rule.do is Do.DECLARE and one.group == group:
        return _SAME_GROUP
    service = _service(episode)
    if not service:
        return _SAME_GROUP if episode.group in {each.group for each in one.episodes} else 0
    known = {*map(normal, one.incident.services), *one.titled}
    if service in known or f"-{service}-" in f"-{normal(one.incident.title)}-":
        return _SAME_SERVICE
    joined = {_service(each) for each in one.episodes} | {normal(name) for name in one.services}
    if service in joined:
        return _SAME_AS_JOINED
    with_it = {_service(each) for each in one.episodes if _together(each, episode)}
    return _NEIGHBOUR if _near(service, (known or joined) | with_it, catalog) else 0


def _may_be_seen(rule: AlertRule, group: str, one: Candidate) -> bool:
    """What a rule wants private is not for where everybody looks; and what a rule declares for everybody is not to be
    hidden where only some look, unless they made private what it declared.
    """
    is_private = one.incident.audience is not Audience.WORKSPACE
    if rule.private or not is_private:
        return is_private or not rule.private
    return rule.do is not Do.DECLARE or one.group == group


def _is_of_another_value(rule: AlertRule, mine: str, group: str, episodes: Iterable[Episode]) -> bool:
    """Whether the rule groups by a label, and an incident of this `group` with these episodes is for another value of it."""
    if not rule.grouping_labels or not group or group == mine:
        return False
    return any(group_name(rule, each) == group for each in episodes)


def _together(one: Episode, other: Episode) -> bool:
    """Whether both began at about the same time: what fails one after the other, call by call, is one trouble."""
    return abs(one.signal.started_at - other.signal.started_at) <= _SOON


def _near(service: str, others: Iterable[str], catalog: Catalog) -> bool:
    """Whether it is one of these services, or calls one, or is called by one."""
    return bool(service) and any(
        catalog.hops(service, other, 1) is not None or catalog.hops(other, service, 1) is not None
        for other in others
        if other
    )


def _service(episode: Episode) -> str:
    return normal(episode.signal.service)
