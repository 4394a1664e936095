"""The last minutes: what changed most recently, whatever it was."""

from dataclasses import replace
from datetime import timedelta

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Point
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.record.timeline import Row, shortened

_IN_OTHER_WORDS = {
    "status": "set by", "severity": "set by", "role": "set by", "title": "set by",
    "handover": "by", "acknowledgement": "says",
}  # fmt: skip
"""Rows that tell what a command did, not in anybody's own words; and how they name who gave it."""
_MOST_WEIGHT = 7
"""Above this, what is newer comes first."""
LAST_MINUTES = timedelta(minutes=10)


def points(account: Account) -> list[Point]:
    start = account.context.now - LAST_MINUTES
    return [
        replace(row_point(row, account.quote_chars), weight=min(row.weight, _MOST_WEIGHT))
        for row in account.rows
        if row.at >= start
    ]


def row_point(row: Row, limit_chars: int) -> Point:
    """A row of the timeline as a statement."""
    machine = row.kind == "signal"
    if row.kind in _IN_OTHER_WORDS:
        text = f"{row.text}, {_IN_OTHER_WORDS[row.kind]} {row.who}"
    else:
        text = f"{row.who}: {row.text}" if machine else f"{row.who}: “{shortened(row.text, limit_chars)}”"
    return Point(
        Statement(text, row.citations, Standing.OBSERVED if row.observed else Standing.STATED, row.at),
        row.weight,
        row.citations,
    )


RECENT = Part("recent", "Last minutes", points)
