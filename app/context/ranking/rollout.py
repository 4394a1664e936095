"""Did it reach production at all, how far, and was it still there when the trouble began?"""

from collections.abc import Iterator

from app.context.ranking.case import Case
from app.context.ranking.subject import Subject
from app.context.ranking.timing import spoken
from app.context.situation import Reason
from app.domain.attributes import ENVIRONMENT
from app.domain.change import ChangeKind, ChangeState

KEY = "rollout"
_TRIALS = frozenset({"staging", "stage", "dev", "development", "test", "testing", "qa", "sandbox", "preview"})


def rollout(subject: Subject, case: Case) -> Iterator[Reason]:
    change = subject.change
    if change.state is ChangeState.FAILED:
        yield Reason(KEY, "it failed, so it may not have taken effect", -3.0)
    elif subject.live_at is None:
        yield Reason(KEY, "merged, but no deploy of it was seen", -5.0)
    elif subject.carrier:
        carrier = subject.carrier.service or "a later deploy"
        if subject.is_sure:
            yield Reason(KEY, f"not deployed by name, but {carrier} probably took it along", 1.0)
        else:
            yield Reason(KEY, f"shared code that no deploy names; {carrier} may have taken it along", -2.0)
    elif change.kind is ChangeKind.MERGE:
        yield Reason(KEY, "merged; nothing says when it was deployed", -0.5)
    else:
        yield Reason(KEY, "it was in production" if subject.undone_at else "it is in production", 2.0)
    yield from _taken_back(subject, case)
    yield from _elsewhere(subject, case)
    if change.reach:
        yield Reason(KEY, f"it reached {change.reach}", 0.0)


def _elsewhere(subject: Subject, case: Case) -> Iterator[Reason]:
    """Names of environments differ too much to be compared, but what is for trying out is not production."""
    wanted = case.situation.scope.environment.casefold()
    where = subject.change.attributes.get(ENVIRONMENT, "").casefold()
    if where and (where in _TRIALS) != (wanted in _TRIALS):
        yield Reason(KEY, f"it went to {where}, where the trouble is not", -6.0)


def _taken_back(subject: Subject, case: Case) -> Iterator[Reason]:
    undone_at = subject.undone_at
    if undone_at is None:
        return
    if undone_at < case.began_at:
        yield Reason(KEY, f"taken back {spoken(case.began_at - undone_at)} before it began", -5.0)
    else:
        yield Reason(KEY, "taken back since", 0.0)
