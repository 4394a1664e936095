"""What statements may rest on: the lines of a context by entry number, each read once, when it is first cited."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from app.briefs.guardrails.quantities import Quantity, quantities
from app.briefs.guardrails.wording import flat, polarities, stems, words
from app.domain.brief import Context, Statement
from app.domain.entry import Kind, Voice
from app.domain.json import text_of, texts_of
from app.domain.lines import Line
from app.domain.speech.instructing import planted, without_planted
from app.domain.speech.naming import shown_names
from app.domain.speech.plain import plain
from app.domain.speech.told import Told, hear_line, name_of

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TIMES = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d{4}-\d\d-\d\d")


class Cited:
    """One line as a source. What was planted in it for a writer is no part of its words."""

    def __init__(self, line: Line, context: Context) -> None:
        self.line = line
        self._context = context
        author = line.entry.author
        self.author = author.id
        self.name = name_of(author.id, author.name, context.people)
        self.by_machine = author.voice is Voice.MACHINE

    @cached_property
    def raw(self) -> str:
        return plain(self.line.text, self._context.people, self._context.channels)

    @cached_property
    def text(self) -> str:
        return without_planted(self.raw)

    @cached_property
    def flat_lines(self) -> str:
        """Its words as quotations are compared with them; a line break stands where one was."""
        return "\n".join(flat(line) for line in self.text.split("\n"))

    @cached_property
    def planted(self) -> tuple[str, ...]:
        """The sentences planted in its words, or in what came with it, such as the names of files."""
        found = [self.raw[start:end] for start, end in planted(self.raw)]
        return (*found, *(text for text in _texts(self.line.entry.details) if planted(text)))

    @cached_property
    def haystack(self) -> str:
        """Everything that it says, in one line: its author, its words, its details and when it happened."""
        at = self.line.at
        day = f"{at:%Y-%m-%d}"
        return flat(f"{self.name} {self.text} {' '.join(self.details)} {at:%H:%M:%S} {at:%H:%M} {day} {at:%A %B %-d}")

    @cached_property
    def details(self) -> tuple[str, ...]:
        """What a command recorded, and the names of people in it."""
        entry = self.line.entry
        found = [
            value
            for item in entry.details.values()
            for value in ([text_of(item)] if isinstance(item, str) else texts_of(item))
            if not planted(value)
        ]
        named = [self._context.people[value] for value in found if value in self._context.people]
        level = [f"SEV{value}" for value in found] if entry.kind is Kind.SEVERITY else []
        return (*found, *named, *level, *([entry.kind.value] if entry.kind is not Kind.MESSAGE else []))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(words(self.haystack))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.haystack)

    @cached_property
    def said_stems(self) -> frozenset[str]:
        return stems(self.text)

    @cached_property
    def quantities(self) -> frozenset[Quantity]:
        return frozenset(quantity for quantity, _ in quantities(f"{self.haystack} {self.line.at:%H:%M:%S}"))

    @cached_property
    def digits(self) -> frozenset[str]:
        """The bare numbers in its words and details, without those of times and dates."""
        said = _TIMES.sub(" ", flat(f"{self.text} {' '.join(self.details)}"))
        return frozenset(each.replace(",", "") for each in _DIGITS.findall(said))

    @cached_property
    def polarities(self) -> frozenset[tuple[str, bool]]:
        return frozenset(polarities(self.text))

    @cached_property
    def heard(self) -> Told | None:
        """What it does by being said."""
        ids = {name.lower(): person for person, name in self._context.people.items()}
        return hear_line(self.line, self._context, ids)


class Sources:
    """The lines of a context by entry number, and the names in it. Keep it: what has been cited once is not read again."""

    def __init__(self, context: Context) -> None:
        self.people: Mapping[str, str] = shown_names(context.people)
        self.context = context
        self._lines: Mapping[int, Line] = {number: line for line in context.lines for number in line.citations}
        self._cited: dict[int, Cited] = {}
        self._names: Mapping[str, str] | None = None
        self._readable = Context(
            incident=context.incident,
            lines=(),
            people=self.people,
            channels=context.channels,
            now=context.now,
        )

    @property
    def names(self) -> Mapping[str, str]:
        """Display name in lower case → user id."""
        if self._names is None:
            self._names = {flat(name): person for person, name in self.people.items() if len(name) > 1}
        return self._names

    def line(self, number: int) -> Line | None:
        return self._lines.get(number)

    def cited(self, statement: Statement) -> list[Cited]:
        """What a statement cites, each line once, in the order of its citations; numbers without a line are left out."""
        lines = (line for number in statement.citations if (line := self._lines.get(number)))
        return [self._read(line) for line in {line.entry.seq: line for line in lines}.values()]

    def _read(self, line: Line) -> Cited:
        seq = line.entry.seq
        if seq not in self._cited:
            self._cited[seq] = Cited(line, self._readable)
        return self._cited[seq]


def _texts(value: object) -> Iterable[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
