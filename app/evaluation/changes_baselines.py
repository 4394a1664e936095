"""Simpler ways to rank changes, measured in the same run: what the ranking has to be better than."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from app.context.ranking import rank
from app.context.ranking.case import Case
from app.context.ranking.nearness import nearness
from app.context.ranking.subject import Subject
from app.context.ranking.timing import is_too_late
from app.context.ranking.wording import wording
from app.context.situation import Candidate, Ranking, Reason, Situation
from app.domain.change import Change, ChangeKind
from app.domain.service import normal

Ranker = Callable[[Sequence[Change], Situation], Ranking]


def recency(changes: Sequence[Change], situation: Situation) -> Ranking:
    """The newest before the alert first, deployed or not."""
    return _newest([each for each in changes if each.took_effect_at <= situation.alerted_at])


def latest_deploy(changes: Sequence[Change], situation: Situation) -> Ranking:
    """The newest deploy before the alert first."""
    return _newest([each for each in _deploys(changes) if each.took_effect_at <= situation.alerted_at])


def same_service(changes: Sequence[Change], situation: Situation) -> Ranking:
    """The newest deploy of the alerting service first, then those of others."""
    wanted = {normal(each) for each in situation.scope.services}
    before = [each for each in _deploys(changes) if each.took_effect_at <= situation.alerted_at]
    own = [each for each in before if normal(each.service) in wanted]
    return _newest(own, [each for each in before if normal(each.service) not in wanted])


def text_only(changes: Sequence[Change], situation: Situation) -> Ranking:
    """Words of the symptoms against title, files and diff, by inverse document frequency; nothing else."""
    return _named(rank(changes, situation, [wording]))


def four_features(changes: Sequence[Change], situation: Situation) -> Ranking:
    """Deployed before the onset, same service, dependency, words of the symptoms."""
    return _named(rank(changes, situation, [_deployed_before, nearness, wording]))


BASELINES: dict[str, Ranker] = {
    "newest change": recency,
    "newest deploy before the alert": latest_deploy,
    "newest deploy of the alerting service": same_service,
    "words only (TF-IDF)": text_only,
    "four features": four_features,
}


def _deployed_before(subject: Subject, case: Case) -> Iterator[Reason]:
    if subject.change.kind is ChangeKind.DEPLOY and not is_too_late(subject, case):
        yield Reason("deployed", "deployed before the onset", 5.0)


def _deploys(changes: Sequence[Change]) -> list[Change]:
    return [each for each in changes if each.kind is ChangeKind.DEPLOY]


def _newest(*groups: Sequence[Change]) -> Ranking:
    def age(change: Change) -> datetime:
        return change.took_effect_at

    ordered = [each for group in groups for each in sorted(group, key=age, reverse=True)]
    return _named(Ranking(tuple(Candidate(each, float(-place), ()) for place, each in enumerate(ordered))))


def _named(ranking: Ranking) -> Ranking:
    """None of them ever says that no change is likely."""
    return Ranking(ranking.candidates, min(5, len(ranking.candidates)), ranking.out)
