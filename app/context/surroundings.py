"""What looking around an incident needs: the systems that are connected, and the database for what they told us."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.context.alerts.rules import AlertRule, rule_for, told_apart
from app.context.around.one_at_a_time import OneAtATime
from app.context.ranking.reranking import Adviser
from app.domain.incident import Audience, Incident
from app.domain.signal import Signal
from app.ports import Connected
from app.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Built once. `connected` are in the order of the settings, which decides whom to believe first.

    Whoever asks in the channel has an answer within `limit_s`; after `enough_s` as soon as there is something to tell.
    After `old_copy_after_s` an old copy is used of what changes seldom; where there is none, it is waited for until
    `first_copy_after_s`. `alert_rules` say which signals are to be private. `adviser` are the models that may be asked about
    the order of candidates (None: the rules alone decide).
    """

    database: Database
    clock: Callable[[], datetime]
    connected: Sequence[Connected] = ()
    enough_s: float = 4.0
    limit_s: float = 8.0
    old_copy_after_s: float = 1.0
    first_copy_after_s: float = math.inf
    looks: OneAtATime = field(default_factory=OneAtATime)
    alert_rules: Sequence[AlertRule] = ()
    adviser: Adviser | None = None

    @property
    def titles(self) -> dict[str, str]:
        """What people call each of them, by the name under which it is configured."""
        return {one.name: one.title for one in self.connected}

    def may_show(self, signal: Signal, incident: Incident) -> bool:
        """Whether a signal that does not belong to this incident may be seen around it: not what a rule wants private."""
        return incident.audience is not Audience.WORKSPACE or not rule_for(signal, self.alert_rules).private

    def apart(self, signal: Signal) -> str:
        """What tells it apart from other alerts of its name, service and place: what the rules look at in it."""
        return told_apart(signal, self.alert_rules)

    def having(self, ability: type) -> list[Connected]:
        """Those that can do one thing, such as `FindsChanges`."""
        return [one for one in self.connected if isinstance(one.connector, ability)]
