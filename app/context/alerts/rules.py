"""The rules of the house for alerts: which declare an incident, which only join one, which are left alone.

The first rule that fits a signal decides. What no rule fits may join an open incident, and declares none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fnmatch import fnmatchcase

from app.context.intake.episodes import Episode
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind

_WORST, _MILDEST = 1, 5
_LONGEST_NAME = 40
_A_YEAR_MIN = 365 * 24 * 60
_BY_SERVICE, _BY_RULE = "service", "rule"
_PRIVATE = "private"


class Do(StrEnum):
    DECLARE = "declare"
    JOIN = "join"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which signals; what is left out fits every one. Names and values are exact, or patterns (`ledger-*`).

    `severity` is the mildest that fits: 2 takes SEV1 and SEV2, and none that does not say. `labels` are attributes under
    OpenTelemetry's names or the labels of the system itself. Raises ValueError for what could not fit anything.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 -- read by pydantic, which settings use; a typo is refused

    connector: str = ""
    kind: SignalKind | None = None
    service: str = ""
    severity: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.severity is not None and not _WORST <= self.severity <= _MILDEST:
            raise ValueError("`severity` goes from 1 (worst) to 5")

    def fits(self, signal: Signal) -> bool:
        return (
            (not self.connector or fnmatchcase(signal.connector, self.connector))
            and (self.kind is None or signal.kind is self.kind)
            and (not self.service or fnmatchcase(normal(signal.service), normal(self.service)))
            and (self.severity is None or self.is_severe(signal))
            and self.is_labelled(signal)
        )

    def is_severe(self, signal: Signal) -> bool:
        """Whether it says how severe it is, and is as severe as this asks for."""
        return None not in {self.severity, signal.severity} and (signal.severity or 0) <= (self.severity or 0)

    def is_labelled(self, signal: Signal) -> bool:
        return all(fnmatchcase(signal.attributes.get(name, ""), value) for name, value in self.labels.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """`severity`, `private` and `services` are those of an incident that it declares (services: else the signal's own);
    `invite` are the user ids of those who are asked into its channel.

    One incident is declared for alerts of one service (`group_by: service`; where none is known, of one name), for all
    that the rule fits (`group_by: rule`), or for one value of a label (`group_by: cluster`); and no other for
    `within_min` minutes after it was resolved: then the alert joins that one. Raises ValueError for a slip.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 -- as above

    do: Do
    name: str = ""
    match: Match = Match()
    severity: int | None = None
    private: bool = False
    services: tuple[str, ...] = ()
    invite: tuple[str, ...] = ()
    group_by: str = _BY_SERVICE
    within_min: int = 30

    def __post_init__(self) -> None:
        if self.severity is not None and not _WORST <= self.severity <= _MILDEST:
            raise ValueError("`severity` goes from 1 (worst) to 5")
        if self.private and not self.invite:
            raise ValueError("nobody sees a private incident to which nobody is invited; say whom under `invite`")
        if not 0 <= self.within_min <= _A_YEAR_MIN:
            raise ValueError("`within_min` goes from 0 to 525600, a year")
        if len(self.name) > _LONGEST_NAME:
            raise ValueError(f"`name` is longer than {_LONGEST_NAME} characters")

    @property
    def within(self) -> timedelta:
        return timedelta(minutes=self.within_min)

    def group(self, episode: Episode) -> str:
        """What the alerts of one incident have in common."""
        if self.group_by == _BY_SERVICE:
            return episode.group
        return "".join(episode.signal.attributes.get(name, "") for name in self.grouping_labels)

    @property
    def grouping_labels(self) -> tuple[str, ...]:
        """The label for each value of which it declares an incident, if it is a label."""
        return () if self.group_by in {_BY_SERVICE, _BY_RULE} else (self.group_by,)


JOIN = AlertRule(do=Do.JOIN)


def rule_for(signal: Signal, rules: Sequence[AlertRule]) -> AlertRule:
    """The first that fits, else the one that lets it join."""
    return next((rule for rule in rules if rule.match.fits(signal)), JOIN)


def told_apart(signal: Signal, rules: Sequence[AlertRule]) -> str:
    """What rules look at in it beyond its name, service and place. Alerts that differ in that must not become one signal:
    of what they have in common a rule could not tell any more whom it is for.
    """
    said: dict[str, str] = {}
    for rule in rules:
        if not rule.match.is_labelled(signal):
            continue
        said |= {name: signal.attributes.get(name, "") for name in (*rule.match.labels, *rule.grouping_labels)}
        if rule.private and rule.match.is_severe(signal):
            said[_PRIVATE] = str(rule.match.severity)
    return "/".join(f"{name}={value}" for name, value in sorted(said.items()) if value)
