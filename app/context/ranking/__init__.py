"""Which changes may have to do with an incident: the best first, each with reasons; "none is likely" is an answer too.

A feature is one file and one line in `FEATURES`. Reasons tell what was found, never that it is the cause.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from app.context.ranking.alike import once
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
    late = {id(each) for each in found.subjects if is_too_late(each, found)}
    scored = [
        candidate(each.change, [reason for feature in features for reason in feature(each, found)])
        for each in found.subjects
        if id(each) not in late
    ]
    out = [candidate(each.change, too_late(each, found)) for each in found.subjects if id(each) in late]
    return judged(scored, out, [reason for cause in CAUSES for reason in cause(found)], situation.alerted_at)


def candidate(change: Change, reasons: Iterable[Reason]) -> Candidate:
    told = tuple(sorted(reasons, key=lambda reason: -abs(reason.points)))
    return Candidate(change, round(sum(reason.points for reason in told), 1), told)


def judged(
    scored: Iterable[Candidate], out: Iterable[Candidate], elsewhere: Sequence[Reason], alerted_at: datetime
) -> Ranking:
    """Puts candidates into order, each once, and decides which are worth naming."""

    def order(each: Candidate) -> tuple[float, timedelta, str]:
        return -each.score, abs(alerted_at - each.change.took_effect_at), each.change.ref

    candidates = once(sorted(scored, key=order))
    instead = (*elsewhere, *silence(candidates))
    return Ranking(
        candidates=candidates,
        likely=_likely(candidates, ENOUGH + _together(instead)),
        out=once([*candidates, *out])[len(candidates) :],
        instead=instead,
    )


def _together(instead: Sequence[Reason]) -> float:
    """What speaks for something else rarely adds up: the strongest counts, the rest half."""
    points = sorted((reason.points for reason in instead), reverse=True)
    return sum(points[:1]) + 0.5 * sum(points[1:])


def _likely(candidates: Sequence[Candidate], needed: float) -> int:
    if not candidates or candidates[0].score < needed:
        return 0
    beside = max(ENOUGH, _BESIDE * candidates[0].score)
    return min(MOST_NAMED, sum(each.score >= beside for each in candidates))
