"""The check that every brief passes before it gets out: whoever wrote it, each statement must rest on what it cites.

Times, numbers, code, links, names, identifiers and quotations in a statement must occur in the entries cited; what can be
counted from them (how many, how long) may be said too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.brief import Context, Document, Standing, Statement
from app.domain.entry import Voice
from app.domain.json import text_of, texts_of
from app.domain.lines import Line
from app.domain.speech.plain import one_line, plain


class Rule(StrEnum):
    UNCITED = "cites nothing"
    UNKNOWN_ENTRY = "cites an entry that the context does not have"
    TIME = "gives a time that its sources do not have"
    NUMBER = "gives a number that its sources do not have"
    CODE = "gives code that its sources do not have"
    LINK = "gives a link that its sources do not have"
    NAME = "names somebody whom its sources do not"
    IDENTIFIER = "names something that its sources do not"
    QUOTATION = "quotes what its sources do not say"
    STANDING = "is marked as coming from another kind of source than it does"
    MARKUP = "contains markup that could ping"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one statement; `detail` is the word or number at fault."""

    section: str
    statement: Statement
    rule: Rule
    detail: str = ""


_QUOTED = re.compile(r"“([^”]*)”")
_CODE = re.compile(r"`([^`]+)`")
_URL = re.compile(r"https?://[^\s”“`]+")
_MARKUP = re.compile(r"<[@!#]")
_TOKEN = re.compile(r"[^\s“”\"'`()\[\]{},;→–]+")
_EXACT = re.compile(r"\d|_|\w\.\w|[a-z][A-Z]")
_TRIM = ".:!?…<>*"
_WORD = re.compile(r"[^\W_][\w'.-]*")
_MOST_NAME_WORDS = 4
_TEMPLATE_WORDS = frozenset(
    [
        "the",
        "and",
        "for",
        "against",
        "to",
        "owner",
        "due",
        "done",
        "unknown",
        "stated",
        "cause",
        "theory",
        "ruled",
        "out",
        "declared",
        "over",
        "dismissed",
        "status",
        "severity",
        "set",
        "by",
        "change",
        "reported",
        "proposed",
        "first",
        "answer",
        "started",
        "detected",
        "acknowledged",
        "mitigated",
        "resolved",
        "lead",
        "comms",
        "ops",
        "scribe",
        "ran",
        "last",
        "times",
        "ended",
        "monitoring",
        "helped",
        "no",
        "effect",
        "made",
        "worse",
        "result",
        "from",
        "sign",
        "end",
        "min",
        "was",
        "we",
        "team",
        "a",
        "an",
        "is",
        "it",
        "they",
        "has",
        "have",
        "as",
        "at",
        "in",
        "on",
    ]
)


def check(document: Document, context: Context) -> tuple[Finding, ...]:
    """Everything that is wrong with a document, in order. Takes about the time that reading what it cites takes."""
    sources = _Sources(context)
    return tuple(
        Finding(section.key, statement, rule, detail)
        for section in document.sections
        for statement in section.statements
        for rule, detail in _faults(statement, sources)
    )


def enforced(document: Document, context: Context) -> Document:
    """The document without the statements that fail."""
    bad = {id(finding.statement) for finding in check(document, context)}
    if not bad:
        return document
    sections = (
        replace(each, statements=tuple(s for s in each.statements if id(s) not in bad)) for each in document.sections
    )
    return replace(document, sections=tuple(sections))


class _Sources:
    """The lines of a context by entry number, and the names in it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lines: Mapping[int, Line] = {number: line for line in context.lines for number in line.citations}
        self.names: Mapping[str, str] = {
            one_line(name).lower(): person for person, name in context.people.items() if len(name) > 1
        }

    def cited(self, statement: Statement) -> list[Line]:
        lines = (self.lines[number] for number in statement.citations if number in self.lines)
        return list({line.entry.seq: line for line in lines}.values())

    def text(self, line: Line) -> str:
        """Everything that a line says: its words, its author, its details, its time."""
        entry, people = line.entry, self.context.people
        details = [
            value
            for item in entry.details.values()
            for value in ([text_of(item)] if isinstance(item, str) else texts_of(item))
        ]
        named = [people.get(value, "") for value in details]
        said = plain(line.text, people, self.context.channels)
        author = people.get(entry.author.id) or entry.author.name or entry.author.id
        return _flat(
            " ".join([author, said, *details, *named, f"{line.at:%H:%M:%S} {line.at:%H:%M} {line.at:%Y-%m-%d}"])
        )


def _faults(statement: Statement, sources: _Sources) -> Iterator[tuple[Rule, str]]:
    if not statement.citations:
        yield Rule.UNCITED, ""
        return
    missing = [number for number in statement.citations if number not in sources.lines]
    if missing:
        yield Rule.UNKNOWN_ENTRY, str(missing[0])
        return
    lines = sources.cited(statement)
    haystack = " ".join(map(sources.text, lines))
    yield from _standing(statement, lines)
    yield from _words(statement, lines, haystack)
    yield from _names(statement, haystack, sources)


def _standing(statement: Statement, lines: Sequence[Line]) -> Iterator[tuple[Rule, str]]:
    machines = [line.entry.author.voice is Voice.MACHINE for line in lines]
    if (statement.standing is Standing.OBSERVED and not all(machines)) or (
        statement.standing is Standing.STATED and all(machines)
    ):
        yield Rule.STANDING, statement.standing.value
    if statement.at is not None and all(line.at != statement.at for line in lines):
        yield Rule.TIME, statement.at.isoformat()


def _words(statement: Statement, lines: Sequence[Line], haystack: str) -> Iterator[tuple[Rule, str]]:
    text = statement.text
    if markup := _MARKUP.search(_CODE.sub("", text)):
        yield Rule.MARKUP, markup[0]
    for quotation in _QUOTED.findall(text):
        yield from ((Rule.QUOTATION, part) for part in _pieces(quotation) if part not in haystack)
    for code in _CODE.findall(text):
        yield from ((Rule.CODE, part) for part in _pieces(code) if part not in haystack)
    yield from ((Rule.LINK, url) for url in _URL.findall(text) if _flat(url.rstrip("….,;:!?)")) not in haystack)
    counted = _countable(lines)
    for token in _TOKEN.findall(_URL.sub(" ", text)):
        word = token.strip(_TRIM)
        if _EXACT.search(word) and _flat(word) not in haystack and word.lstrip("~") not in counted:
            yield (Rule.TIME if ":" in word else Rule.NUMBER if word[:1].isdigit() else Rule.IDENTIFIER), word


def _names(statement: Statement, haystack: str, sources: _Sources) -> Iterator[tuple[Rule, str]]:
    words = [word.rstrip(".'-").lower() for word in _WORD.findall(_QUOTED.sub(" “ ", statement.text))]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_NAME_WORDS, len(words)) + 1):
            name = " ".join(words[start:end])
            if name in sources.names and name not in haystack and name not in _TEMPLATE_WORDS:
                yield Rule.NAME, name


def _countable(lines: Sequence[Line]) -> frozenset[str]:
    """How many lines there are, and the minutes between the first and the last."""
    if not lines:
        return frozenset()
    times = [line.at for line in lines]
    lasted_min = int((max(times) - min(times)).total_seconds()) // 60
    return frozenset({str(len(lines)), str(len(lines) - 1), str(lasted_min)})


def _pieces(quotation: str) -> list[str]:
    """What a quotation claims was said, cut where it leaves something out."""
    return [flat for piece in re.split(r"…|\.\.\.", quotation) if (flat := _flat(piece.strip(" `.,;:")))]


def _flat(text: str) -> str:
    """Lower case, no code marks, single spaces."""
    return one_line(text.replace("`", " ").lower())
