"""A statement as guardrails read it: its quotations apart from the words of whoever wrote it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.briefs.guardrails.sources import Cited, Sources
from app.briefs.guardrails.wording import flat
from app.domain.brief import Statement

_QUOTED = re.compile(
    r"“(?P<a>[^”]*)”|„(?P<b>[^“”]*)[“”]|«(?P<c>[^»]*)»|`(?P<code>[^`]+)`|\"(?P<d>[^\"]+)\"|‘(?P<e>[^’]*\s[^’]*)’(?!\w)|(?<!\w)'(?P<f>[^']+)'(?!\w)"
)
HOLE = " ¤ "
"""Stands in the writer's own words where a quotation was."""


@dataclass(frozen=True, slots=True)
class Quotation:
    text: str
    start: int
    end: int
    is_code: bool

    @property
    def pieces(self) -> list[str]:
        """What it claims was said, cut where it leaves something out."""
        return [one for piece in re.split(r"…|\.\.\.", self.text) if (one := flat(piece.strip(" `.,;:")))]


class Claim:
    """One statement with what it cites."""

    def __init__(self, statement: Statement, sources: Sources) -> None:
        self.statement = statement
        self.sources = sources
        self.text = statement.text

    @cached_property
    def cited(self) -> Sequence[Cited]:
        return self.sources.cited(self.statement)

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        found = []
        for match in _QUOTED.finditer(self.text, self._unquoted[1]):
            inside = next(group for group in match.groups() if group is not None)
            found.append(Quotation(inside, match.start(), match.end(), match["code"] is not None))
        return found

    @cached_property
    def own(self) -> str:
        """The statement without its quotations, and without what a machine said whose words stand there unquoted."""
        start, end = self._unquoted
        pieces = [self.text[:start], HOLE] if end else []
        for quotation in self.quotations:
            pieces += [self.text[end : quotation.start], HOLE]
            end = quotation.end
        return "".join([*pieces, self.text[end:]])

    @property
    def quoted(self) -> list[str]:
        """What is not its own: quotations, and what a machine said."""
        start, end = self._unquoted
        return [self.text[start:end], *(self.text[each.start : each.end] for each in self.quotations)]

    @cached_property
    def _unquoted(self) -> tuple[int, int]:
        """From where to where a machine's words stand unquoted: `monitor: High CPU on web-12 – cpu at 98% (3 times …)`."""
        speaker, colon, said = self.text.partition(": ")
        lead = said.removeprefix("Ended: ")
        start = len(self.text) - len(lead)
        if colon and self.cited and all(each.by_machine for each in self.cited):
            for each in self.cited:
                if flat(speaker) == flat(each.name) and (chars := _verbatim_chars(lead, each.flat_lines)):
                    return start, start + chars
        return 0, 0

    @cached_property
    def haystack(self) -> str:
        return " ".join(each.haystack for each in self.cited)

    def quoted_from(self, quotation: Quotation) -> list[Cited]:
        """The cited lines that have all of a quotation."""
        pieces = quotation.pieces
        return [each for each in self.cited if pieces and all(find(piece, each.flat_lines) >= 0 for piece in pieces)]


def find(piece: str, lines: str) -> int:
    """Where words stand in flat text, starting with a word of it; -1 if nowhere."""
    joined = lines.replace("\n", " ")
    at = joined.find(piece)
    while at > 0 and piece[:1].isalnum() and joined[at - 1].isalnum():
        at = joined.find(piece, at + 1)
    return at


def _verbatim_chars(text: str, lines: str) -> int:
    """How many characters at the start of a text repeat a source: up to " (3 times", an ellipsis, or line by line."""
    body = re.split(r" \(\d+ times, last |…", text, maxsplit=1)[0]
    parts = body.split(" – ")
    joined = lines.replace("\n", " ")
    if all(flat(part) in joined for part in parts) or flat(body) in joined:
        return len(body)
    return 0
