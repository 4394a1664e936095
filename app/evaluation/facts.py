"""Which facts of the truth a brief tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.brief import BriefKind, Context, Document, Statement
from app.domain.entry import Kind
from app.domain.lines import Line
from app.evaluation.truth import Fact, Truth
from app.evaluation.wording import tells, words

_SAID = frozenset({Kind.MESSAGE, Kind.SIGNAL})
_SHARED_WORDS = 2
"""How many telling words a statement that cites the fact's message must share with it."""
_SAME_TIME = timedelta(seconds=90)

EXPECTED: Mapping[BriefKind, tuple[str, ...]] = {
    BriefKind.CATCHUP: ("actions", "cause", "resolutions", "impact", "decisions"),
    BriefKind.SUMMARY: ("actions", "cause", "resolutions", "impact"),
    BriefKind.UPDATE: ("resolutions",),
    BriefKind.HANDOVER: ("actions", "cause", "resolutions", "impact", "decisions", "ruled_out", "follow_ups"),
    BriefKind.POSTMORTEM: (
        "alerts", "actions", "resolutions", "cause", "follow_ups", "decisions", "ruled_out", "impact", "timeline",
    ),
}  # fmt: skip
"""What each brief ought to tell. An update tells it in plain words, so there the citation alone counts."""
_PLACES: Mapping[str, frozenset[str]] = {
    "alerts": frozenset({"timeline"}),
    "actions": frozenset({"tried"}),
    "cause": frozenset({"factors"}),
    "follow_ups": frozenset({"follow_ups"}),
    "decisions": frozenset({"decisions", "tried"}),
    "ruled_out": frozenset({"theories"}),
    "impact": frozenset({"impact"}),
    "timeline": frozenset({"timeline"}),
}
"""Where a postmortem has to tell it. Elsewhere, and for what is not listed, any section will do."""


@dataclass(slots=True)
class Found:
    """How many facts of each kind were found `of` how many; `missing` has the ids of the others."""

    found: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


class Messages:
    """The lines of a context by the timestamp of their message."""

    def __init__(self, context: Context) -> None:
        self.by_ts: Mapping[str, Line] = {
            line.entry.key.rpartition("/")[2]: line for line in context.lines if line.entry.kind in _SAID
        }
        self.by_number: Mapping[int, Line] = {number: line for line in context.lines for number in line.citations}

    def cited(self, statement: Statement) -> list[Line]:
        """The lines that a statement cites, each once."""
        lines = (self.by_number[number] for number in statement.citations if number in self.by_number)
        return list({line.entry.seq: line for line in lines}.values())

    def cites(self, statement: Statement, fact: Fact) -> bool:
        line = self.by_ts.get(fact.ts)
        return line is not None and any(number in statement.citations for number in line.citations)


def facts_found(document: Document, context: Context, truth: Truth, until: datetime | None = None) -> Found:
    """What the brief tells of what it ought to; `until` leaves out what had not been said by then."""
    messages, result = Messages(context), Found()
    for kind in EXPECTED[document.kind]:
        statements = list(_in_place(document, kind))
        for fact in truth.of(kind):
            if until is not None and (fact.at is None or fact.at > until):
                continue
            there = any(_tells(each, fact, messages, document.kind) for each in statements)
            result.of[kind] = result.of.get(kind, 0) + 1
            result.found[kind] = result.found.get(kind, 0) + there
            if not there:
                result.missing.append(fact.id)
    return result


def _in_place(document: Document, kind: str) -> Iterable[Statement]:
    places = _PLACES.get(kind) if document.kind is BriefKind.POSTMORTEM else None
    for section in document.sections:
        if places is None or section.key in places:
            yield from section.statements


def _tells(statement: Statement, fact: Fact, messages: Messages, kind: BriefKind) -> bool:
    if tells(statement.text, fact.what):
        return True
    said = words(statement.text)
    if not fact.ts:
        near = fact.at and statement.at and abs(fact.at - statement.at) <= _SAME_TIME
        return bool(near) and len(words(fact.what) & said) >= _SHARED_WORDS
    if not messages.cites(statement, fact):
        return False
    about = words(fact.what) | words(messages.by_ts[fact.ts].text)
    return kind is BriefKind.UPDATE or len(about & said) >= min(_SHARED_WORDS, len(about))
