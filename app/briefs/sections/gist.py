"""The gist at the top of a postmortem: the first sign, the cause as stated, what helped, and how it ended."""

from collections.abc import Iterable

from app.briefs.evidence.account import Account
from app.briefs.evidence.moments import Moment
from app.briefs.evidence.quoting import Point
from app.briefs.evidence.tries import Outcome
from app.briefs.sections.causes import stated, supposed
from app.briefs.sections.impact import points as impacts
from app.briefs.sections.noticed import points as noticed
from app.briefs.sections.part import Part
from app.briefs.sections.state import points as states
from app.briefs.sections.tried import try_point
from app.domain.brief import Standing, Statement
from app.domain.speech.told import Told


def points(account: Account) -> list[Point]:
    helped = [try_point(each, account) for each in account.tried.tries if each.outcome is Outcome.HELPED]
    chosen = [
        noticed(account)[:1],
        _heaviest(impacts(account)),
        _heaviest(stated(account) or supposed(account)),
        _heaviest(helped),
        _heaviest(states(account)),
    ]
    return [*_once(point for points in chosen for point in points), *_duration(account)]


def _once(points: Iterable[Point]) -> list[Point]:
    """Without the same words of the same message again: the first report may well be the impact."""
    told: dict[tuple[object, str], Point] = {}
    for point in points:
        told.setdefault(
            (point.statement.citations, point.statement.text.partition("“")[2] or point.statement.text), point
        )
    return list(told.values())


def _heaviest(points: list[Point]) -> list[Point]:
    """The weightiest point; of equals the last."""
    return [max(reversed(points), key=lambda point: point.weight)] if points else []


def _duration(account: Account) -> list[Point]:
    end = account.moments.get(Moment.RESOLVED)
    start = min(_signs(account), key=lambda sign: sign.at, default=None)
    if start is None or end is None or end.at < start.at:
        return []
    lasted_min = int((end.at - start.at).total_seconds()) // 60
    text = (
        f"From the first sign to the declared end: {lasted_min} min"
        if lasted_min
        else "From the first sign to the declared end: less than a minute"
    )
    citations = (*start.citations, *end.source.told.citations)
    return [Point(Statement(text, citations, Standing.INFERRED, end.at), 10)]


def _signs(account: Account) -> list[Told]:
    """What told of trouble, also where it was found later to have begun before anybody was told."""
    detected = account.moments.get(Moment.DETECTED)
    return [*(alert.first for alert in account.alerts), *([detected.source.told] if detected else [])]


GIST = Part("summary", "Summary", points, "The record says too little for a summary.")
