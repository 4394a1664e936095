"""All that the features look at besides the change itself, prepared once for an incident."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.context.ranking.joining import subjects
from app.context.ranking.onset import improves, is_load
from app.context.ranking.subject import Subject
from app.context.ranking.symptoms import Symptoms, symptoms
from app.context.situation import Situation
from app.domain.attributes import METRIC
from app.domain.change import Change
from app.domain.service import normal
from app.domain.signal import SignalKind

_TELLING = (SignalKind.ALERT, SignalKind.ERROR, SignalKind.LOG, SignalKind.METRIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`scope` are the normal names of the services in trouble, `also` those with signals of their own.

    `rarity` is the inverse document frequency of words over the changes, `spread` in how many changes a word of code occurs.
    `began_at` is the onset, or where that is not known the alert; `slack` how exact that is. By `surely_at` it had begun
    without doubt: what the alert watches had left its usual range, if that is known.
    """

    situation: Situation
    symptoms: Symptoms
    subjects: Sequence[Subject]
    scope: frozenset[str]
    also: frozenset[str]
    rarity: Mapping[str, float]
    spread: Counter[str]
    began_at: datetime
    surely_at: datetime
    slack: timedelta


def case(changes: Sequence[Change], situation: Situation) -> Case:
    known = [normal(each.name) for each in situation.catalog]
    scope = frozenset(map(normal, situation.scope.services))
    found = subjects(changes, [*sorted(scope), *known], sorted(scope))
    began_at = min(situation.onset or situation.alerted_at, situation.alerted_at)
    return Case(
        situation=situation,
        symptoms=symptoms(situation),
        subjects=found,
        scope=scope,
        also=frozenset(_failing(situation)) - scope,
        rarity=_rarity(found),
        spread=Counter(name for each in found for name in each.code.lost_names | each.code.gained_names),
        began_at=began_at,
        surely_at=max(began_at, _watched(situation) or began_at),
        slack=timedelta(minutes=1) if situation.onset else timedelta(0),
    )


def _watched(situation: Situation) -> datetime | None:
    """When the series that an alert watches left its usual range."""
    watched = {
        (normal(each.service), each.attributes[METRIC])
        for each in situation.signals
        if each.kind is SignalKind.ALERT and each.attributes.get(METRIC)
    }
    starts = (
        each.started_at
        for each in situation.signals
        if each.kind is SignalKind.METRIC and (normal(each.service), each.attributes.get(METRIC)) in watched
    )
    return min((start for start in starts if start <= situation.alerted_at), default=None)


def _failing(situation: Situation) -> set[str]:
    loud = (each for each in situation.signals if each.kind in _TELLING and (each.severity or 0) < 4)
    return {normal(each.service) for each in loud if each.service and not is_load(each) and not improves(each)}


def _rarity(found: Sequence[Subject]) -> dict[str, float]:
    counts = Counter(word for each in found for word in each.words)
    return {word: math.log(1 + (len(found) + 1) / (count + 0.5)) for word, count in counts.items()}
