"""What kind of change it is, where that alone says something."""

from collections.abc import Iterator

from app.context.ranking.case import Case
from app.context.ranking.subject import Subject
from app.context.situation import Reason
from app.domain.change import ChangeKind

KEY = "kind"
_POINTS = {
    ChangeKind.DEPLOY: ("a deploy of code", 1.0),
    ChangeKind.MIGRATION: ("a migration of data", 0.5),
    ChangeKind.CONFIG: ("a change of configuration", 0.5),
    ChangeKind.INFRASTRUCTURE: ("a change of infrastructure", 0.5),
}


def kind(subject: Subject, case: Case) -> Iterator[Reason]:  # noqa: ARG001 -- every feature is asked the same way
    if subject.change.undoes:
        yield Reason(KEY, "it takes an earlier change back", -1.0)
    elif subject.change.kind in _POINTS:
        yield Reason(KEY, *_POINTS[subject.change.kind])
