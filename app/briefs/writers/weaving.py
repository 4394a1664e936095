"""Weaves a model's statements into the brief by rules: better prose for what the rules know, and never less than that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.briefs.guardrails import enforced
from app.briefs.sections.plain_words import is_plain
from app.briefs.selection import Share
from app.briefs.writers.floor import Floor
from app.briefs.writers.grounding import Grounded, words_of
from app.briefs.writers.keeping import labelled, says_all, says_more
from app.briefs.writers.space import Space
from app.domain.brief import BriefKind, Document, Section, Statement
from app.domain.lines import Line

_MOST_ADDED = 2
"""How many statements a model may add to a section beside those that it puts better."""
_LONGER, _LONGER_CHARS = 1.2, 12
"""How much longer than a quotation the prose in its place may be: "Marcus said that" takes some room."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Woven:
    """`kept` counts the statements of the model's, `filled` those of the rules."""

    document: Document
    kept: int
    filled: int


def woven(floor: Floor, given: Sequence[Grounded]) -> Woven:
    """The brief, checked once more as a whole; the rules' own where the model has nothing to put better."""
    return _Weaver(floor, given).woven()


class _Weaver:
    def __init__(self, floor: Floor, given: Sequence[Grounded]) -> None:
        self._floor = floor
        self._lines: dict[int, Line] = {number: line for line in floor.context.lines for number in line.citations}
        self._given = [each for each in given if self._is_fit(each)]
        self._space = Space(floor.brief.limits, floor.document)
        self._mine: set[Statement] = set()

    def woven(self) -> Woven:
        sections = [self._extended(self._bettered(each)) for each in self._floor.document.sections]
        for share in self._floor.shares:
            if all(each.key != share.part.key for each in sections):
                self._open(share, sections)
        document = enforced(
            replace(self._floor.document, sections=tuple(sections)), self._floor.context, self._floor.sources
        )
        mine = sum(statement in self._mine for statement in document.statements)
        return Woven(document, mine, len(document.statements) - mine)

    def _is_fit(self, each: Grounded) -> bool:
        """Whether it may be said there: the rules would cite the same, an update is in plain words."""
        if not self._floor.fitting.get(each.section, frozenset()).intersection(each.statement.citations):
            return False
        return self._floor.brief.kind is not BriefKind.UPDATE or is_plain(each.statement.text, self._floor.read)

    def _of(self, key: str) -> list[Statement]:
        return [each.statement for each in self._given if each.section == key]

    def _bettered(self, section: Section) -> Section:
        """The section with each statement that the model says as well or better said in the model's words."""
        statements = list(section.statements)
        for given in self._of(section.key):
            known = [each for each in statements if each not in self._mine]
            offered, covered = self._covering(given, known)
            if not covered or any(each.text == offered.text for each in statements):
                continue
            if not self._is_better(offered, covered) or not self._space.takes(covered, [offered]):
                continue
            place = statements.index(covered[0])
            rest = [each for each in statements if all(each is not gone for gone in covered)]
            new = self._settled(offered, covered[0])
            statements = [*rest[:place], new, *rest[place:]]
        return replace(section, statements=tuple(statements))

    def _covering(self, given: Statement, known: Sequence[Statement]) -> tuple[Statement, list[Statement]]:
        """What it could stand for; with a label of ours where it needs that to keep its sense."""
        for offered in (given, labelled(given, known)):
            if covered := [each for each in known if self._covers(offered, each)]:
                return offered, covered
        return given, []

    def _covers(self, offered: Statement, known: Statement) -> bool:
        return says_all(offered, known, self._floor.read.people)

    def _is_better(self, offered: Statement, covered: Sequence[Statement]) -> bool:
        """In other words and not much longer than what it stands for; or richer."""
        known = " ".join(each.text for each in covered)
        other = len(offered.text) <= len(known) * _LONGER + _LONGER_CHARS and _WORD.findall(
            offered.text
        ) != _WORD.findall(known)
        return other or says_more(offered, covered, self._cited(offered))

    def _settled(self, offered: Statement, known: Statement) -> Statement:
        """With the time of what it stands for where that is a time of what it cites; marked as the model's."""
        times = {self._lines[number].at for number in offered.citations if number in self._lines}
        at = known.at if known.at in times else offered.at
        return self._taken(replace(offered, at=at))

    def _taken(self, statement: Statement) -> Statement:
        if self._floor.brief.kind is BriefKind.UPDATE:
            statement = replace(statement, who=())
        self._mine.add(statement)
        return statement

    def _open(self, share: Share, sections: list[Section]) -> None:
        """A section of which the rules knew nothing to say, in its place, if the model does."""
        made = self._extended(Section(share.part.key, share.part.title, (), share.part.empty), is_new=True)
        if made.statements:
            order = [each.part.key for each in self._floor.brief.shares]
            after = set(order[order.index(share.part.key) :])
            place = next((n for n, each in enumerate(sections) if each.key in after), len(sections))
            sections.insert(place, made)

    def _extended(self, section: Section, *, is_new: bool = False) -> Section:
        """With what the model has found beside, as long as there is room."""
        most = next((each.most for each in self._floor.shares if each.part.key == section.key), 0)
        statements = list(section.statements)
        for offered in self._of(section.key):
            if len(statements) >= min(most, len(section.statements) + _MOST_ADDED):
                break
            opens = is_new and not statements
            if self._says_more(offered, statements) and self._space.takes([], [offered], section=opens):
                statements.insert(_place(offered, statements), self._taken(offered))
        return replace(section, statements=tuple(statements))

    def _says_more(self, offered: Statement, here: Sequence[Statement]) -> bool:
        cited = set(offered.citations)
        beside = [each for each in self._floor.document.statements if cited & set(each.citations)]
        return says_more(offered, [*here, *beside], self._cited(offered))

    def _cited(self, offered: Statement) -> str:
        lines = {
            self._lines[number].entry.seq: self._lines[number] for number in offered.citations if number in self._lines
        }
        return " ".join(words_of(line, self._floor.context) for line in lines.values())


def _place(new: Statement, statements: Sequence[Statement]) -> int:
    """Where a statement goes: after the last one that is not later. The others stay as they stand."""
    earlier = [place for place, each in enumerate(statements, 1) if each.at and new.at and each.at <= new.at]
    return max(earlier, default=0)
