"""Times: started, detected, acknowledged, mitigated, resolved; each with its source, or said to be unknown."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.moments import Known, Moment
from app.briefs.evidence.quoting import Point, cited, quoted, speakers, standing_of
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement


def points(account: Account) -> list[Point]:
    return [_point(moment, account.moments[moment], account) for moment in Moment if moment in account.moments]


def _point(moment: Moment, known: Known, account: Account) -> Point:
    source = quoted(known.source, account.people, account.quote_chars * 2 // 3)
    if known.stated:
        text = f"{moment} at {known.stated}, as stated – {source}"
    elif known.source.told.words:
        text = f"{moment}: {known.how} – {source}"
    else:
        text = f"{moment}: {known.how} set by {known.source.told.name}"
    standing = standing_of(known.source) if known.sure else Standing.INFERRED
    at = None if known.stated else known.at
    return Point(Statement(text, cited(known.source), standing, at, speakers([known.source])), 10)


def missing(account: Account) -> list[str]:
    """The times that nobody knows, where some are known."""
    unknown = [moment.value.lower() for moment in Moment if moment not in account.moments]
    return unknown if account.moments else []


TIMES = Part("times", "Times", points, "Started, detected, acknowledged, mitigated, resolved: all unknown.", missing)
