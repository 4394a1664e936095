"""When it took effect: before the first deviation and how long before, or after it, and then it cannot be it."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.context.ranking.case import Case
from app.context.ranking.subject import Subject
from app.context.situation import Reason
from app.domain.change import ChangeKind

KEY = "timing"
_MOST, _ABOUT, _BETWEEN = 4.0, 3.0, -2.0
_HALF = timedelta(minutes=20)  # changes this long before lose the first of four points; three times as long the second
_AT_ONCE = timedelta(seconds=1)  # clocks differ by more
_VERBS = {
    ChangeKind.DEPLOY: "deployed",
    ChangeKind.FLAG: "switched",
    ChangeKind.MIGRATION: "migrated",
    ChangeKind.MERGE: "merged",
}


def timing(subject: Subject, case: Case) -> Iterator[Reason]:
    """Effects come late as often as at once (pools fill, memory grows), so hours cost little; days cost all."""
    if subject.live_at is None or is_too_late(subject, case):
        return
    before = case.began_at - subject.live_at
    if -before > case.slack and _made_at(subject) > case.began_at + case.slack:
        words = f"{_verb(subject)} {spoken(-before)} after the first deviation, before what the alert watches left its usual range"
        yield Reason(KEY, words, _BETWEEN)
        return
    if before < _AT_ONCE:
        yield Reason(KEY, f"{_verb(subject)} at about the time of {_beginning(case)}", _ABOUT)
        return
    points = max(0.0, _MOST - math.log2(1 + before / _HALF))
    yield Reason(KEY, f"{_verb(subject)} {spoken(before)} before {_beginning(case)}", round(points, 1))


def too_late(subject: Subject, case: Case) -> Iterator[Reason]:
    """Why it cannot be it: it took effect, or was made at all, only after the trouble had begun."""
    if is_too_late(subject, case):
        made = _made_at(subject)
        yield Reason(KEY, f"{_verb(subject)} {spoken(made - case.began_at)} after {_beginning(case)}", 0.0)


def is_too_late(subject: Subject, case: Case) -> bool:
    """A change that began before the trouble and ended in it is not too late: it was on its way."""
    return _made_at(subject) > case.surely_at + case.slack


def spoken(time: timedelta) -> str:
    """A length of time in the largest unit that tells: "40 s", "6 min", "2 h 19 min", "3 days"."""
    seconds = int(time.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest and hours < 10 else f"{hours} h"
    return f"{hours // 24} days"


def _verb(subject: Subject) -> str:
    if subject.carrier:
        way = "went" if subject.is_sure else "may have gone"
        return f"{way} out with {subject.carrier.service or 'a deploy'}"
    return "made" if subject.live_at is None else _VERBS.get(subject.change.kind, "changed")


def _beginning(case: Case) -> str:
    return "the first deviation" if case.situation.onset else "the alert"


def _made_at(subject: Subject) -> datetime:
    return subject.carrier.started_at if subject.carrier else subject.change.started_at
