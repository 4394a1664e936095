"""The timeline as a section: the rows that matter most, in order of when they happened."""

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point
from app.briefs.sections.part import Part
from app.briefs.sections.recent import row_point


def points(account: Account) -> list[Point]:
    return [row_point(row, account.quote_chars) for row in account.rows]


TIMELINE = Part("timeline", "Timeline", points, "Nothing happened that the record shows.")
