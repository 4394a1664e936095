"""Which changes may have to do with an incident: the best first, each with reasons; "none is likely" is an answer too.

A feature is one file and one line in `FEATURES`. Reasons tell what was found, never that it is the cause.
"""

from collections.abc import Callable, Iterable, Sequence

from app.context.ranking.case import Case, case
from app.context.ranking.effect import effect
from app.context.ranking.elsewhere import CAUSES
from app.context.ranking.failure import failure
from app.context.ranking.kind import kind
from app.context.ranking.literal import literal
from app.context.ranking.nearness import nearness
from app.context.ranking.rollout import rollout
from app.context.ranking.silence import silence
from app.context.ranking.subject import Subject
from app.context.ranking.timing import is_too_late, timing, too_late
from app.context.ranking.wording import wording
from app.context.situation import Candidate, Ranking, Reason, Situation
from app.domain.attributes import COMMIT
from app.domain.change import Change

Feature = Callable[[Subject, Case], Iterable[Reason]]

FEATURES: tuple[Feature, ...] = (timing, rollout, nearness, wording, literal, effect, failure, kind)

MOST_NAMED = 5
ENOUGH = 8.0  # points of a change worth naming where nothing speaks for anything else
_BESIDE = 0.5  # the share of the best one's points that another needs to be named beside it


def rank(changes: Sequence[Change], situation: Situation, features: Sequence[Feature] = FEATURES) -> Ranking:
    """All changes, those that cannot be it apart. Merges and the deploys that name them are one candidate: the deploy.

    Nothing is likely (`Ranking.likely` is 0) where the best has fewer points than `ENOUGH` and what speaks for something
    else together; the reasons for that are in `Ranking.instead`.
    """
    found = case(changes, situation)
    out = [_candidate(each, too_late(each, found)) for each in found.subjects if is_too_late(each, found)]
    within = (each for each in found.subjects if not is_too_late(each, found))
    scored = [_candidate(each, [reason for feature in features for reason in feature(each, found)]) for each in within]
    candidates = _once(sorted(scored, key=lambda each: (-each.score, _age(each.change, situation), each.change.ref)))
    instead = (*(reason for cause in CAUSES for reason in cause(found)), *silence(candidates))
    kept = {_key(each.change) for each in candidates}
    return Ranking(
        candidates=candidates,
        likely=_likely(candidates, ENOUGH + _together(instead)),
        out=_once(each for each in out if _key(each.change) not in kept),
        instead=instead,
    )


def _candidate(subject: Subject, reasons: Iterable[Reason]) -> Candidate:
    told = tuple(sorted(reasons, key=lambda reason: -abs(reason.points)))
    return Candidate(subject.change, round(sum(reason.points for reason in told), 1), told)


def _together(instead: Sequence[Reason]) -> float:
    """What speaks for something else rarely adds up: the strongest counts, the rest half."""
    points = sorted((reason.points for reason in instead), reverse=True)
    return sum(points[:1]) + 0.5 * sum(points[1:])


def _likely(candidates: Sequence[Candidate], needed: float) -> int:
    if not candidates or candidates[0].score < needed:
        return 0
    beside = max(ENOUGH, _BESIDE * candidates[0].score)
    return min(MOST_NAMED, sum(each.score >= beside for each in candidates))


def _once(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """A commit that was deployed to several services is one candidate: where it is best."""
    best: dict[tuple[str, str], Candidate] = {}
    for each in candidates:
        best.setdefault(_key(each.change), each)
    return tuple(best.values())


def _key(change: Change) -> tuple[str, str]:
    commit = change.attributes.get(COMMIT, "")
    return ("", commit[:12].lower()) if commit else (change.connector, change.ref)


def _age(change: Change, situation: Situation) -> float:
    return abs((situation.alerted_at - change.took_effect_at).total_seconds())
