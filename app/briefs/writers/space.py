"""How much room a brief has left: a catch-up fits one screen whoever writes it."""

from collections.abc import Sequence

from app.briefs.selection import Limits, shown_chars
from app.domain.brief import Document, Statement

_TITLE_LINES = 1
_TITLE_CHARS = 40


class Space:
    """Counts what is put in against the brief's limits."""

    def __init__(self, limits: Limits, document: Document) -> None:
        days = {statement.at.date() for statement in document.statements if statement.at}
        self._dated = len(days) > 1
        sections = document.sections
        titles = sum(len(each.title) + 7 + (0 if each.statements else len(each.empty)) for each in sections)
        self._lines = limits.lines - sum(max(len(each.statements), 1) + _TITLE_LINES for each in sections)
        self._chars = limits.chars - titles - sum(map(self._chars_of, document.statements))

    def takes(self, out: Sequence[Statement], into: Sequence[Statement], *, section: bool = False) -> bool:
        """Put some in the place of others, in a new section if it must be one. False, and nothing, where they do not fit."""
        lines = len(into) - len(out) + _TITLE_LINES * section
        chars = sum(map(self._chars_of, into)) - sum(map(self._chars_of, out)) + _TITLE_CHARS * section
        if (lines > 0 and lines > self._lines) or (chars > 0 and chars > self._chars):
            return False
        self._lines -= lines
        self._chars -= chars
        return True

    def _chars_of(self, statement: Statement) -> int:
        return shown_chars(statement, dated=self._dated)
