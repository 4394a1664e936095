"""Turns what a model said into statements: the section, the standing, the time and the people come from the record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.briefs.evidence.terms import terms
from app.briefs.writers.answer import Said
from app.briefs.writers.floor import EXACT, Floor
from app.domain.brief import Context, Standing, Statement
from app.domain.entry import Voice
from app.domain.lines import Line
from app.domain.speech.plain import one_line, plain
from app.domain.speech.told import by_machine

_ITS_OWN = 0.7
"""The share of a statement's words that its one entry must have for it to be that entry's word, and not inferred."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """A statement of a model's in the section that it is for."""

    section: str
    statement: Statement


class Ground:
    """The lines that a model was shown; it may rest on no others."""

    def __init__(self, floor: Floor, shown: frozenset[int]) -> None:
        self.floor = floor
        self.context = replace(
            floor.context,
            lines=[each for each in floor.context.lines if not each.deleted and shown.intersection(each.citations)],
        )
        self._lines = {number: line for line in self.context.lines for number in line.citations}
        self._keys = {
            name: share.part.key
            for share in floor.shares
            for name in (share.part.key, share.part.key.replace("_", " "), share.part.title.lower())
        }

    def grounded(self, said: Sequence[Said]) -> list[Grounded]:
        """What belongs to a section of this brief, in order; an entry that was not shown stays, for the check to find."""
        return [
            Grounded(section, self.statement(each)) for each in said if each.text and (section := self._section(each))
        ]

    def statement(self, said: Said) -> Statement:
        lines = self.lines(said.entries)
        section, colon, rest = said.text.partition(": ")
        unknown = [number for number in said.entries if number not in self._lines]
        return Statement(
            text=rest if colon and section in self._keys else said.text,
            citations=tuple(dict.fromkeys([*(number for line in lines for number in line.citations), *unknown])),
            standing=self._standing(said.text, lines),
            at=min((line.at for line in lines), default=None),
            who=tuple(dict.fromkeys(line.entry.author.id for line in lines if line.entry.author.voice is Voice.PERSON)),
        )

    def lines(self, entries: Sequence[int]) -> list[Line]:
        found = (self._lines[number] for number in entries if number in self._lines)
        return list({line.entry.seq: line for line in found}.values())

    def _section(self, said: Said) -> str:
        """By name, else the one where the rules would cite the same; none for what is the rules' alone."""
        named = self._keys.get(said.section) or self._keys.get(said.section.replace("-", "_"))
        if named or said.section in EXACT:
            return named or ""
        cited = frozenset(said.entries)
        fitting = [share.part.key for share in self.floor.shares if cited & self.floor.fitting[share.part.key]]
        return fitting[0] if fitting else ""

    def _standing(self, text: str, lines: Sequence[Line]) -> Standing:
        """One entry's own words are observed or stated; what is put together, or put differently, is inferred."""
        if len(lines) != 1:
            return Standing.INFERRED
        own = terms(words_of(lines[0], self.context)) | terms(" ".join(self.context.people.values()))
        wanted = terms(text)
        if not wanted or len(wanted & own) < _ITS_OWN * len(wanted):
            return Standing.INFERRED
        return Standing.OBSERVED if by_machine(lines[0].entry) else Standing.STATED


def words_of(line: Line, context: Context) -> str:
    """What a line says and who says it, in plain words."""
    author = line.entry.author
    name = context.people.get(author.id) or author.name
    return f"{name} {one_line(plain(line.text, context.people, context.channels))}"
