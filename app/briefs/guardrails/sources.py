"""What statements may rest on: the lines of a context by entry number, each read once, when it is first cited."""

from collections.abc import Mapping
from functools import cached_property

from app.briefs.guardrails.quantities import Measure, Quantity
from app.briefs.guardrails.reading import Reading
from app.briefs.guardrails.wording import flat, stems
from app.domain.brief import Context, Statement
from app.domain.entry import Kind
from app.domain.json import all_texts, text_of, texts_of
from app.domain.lines import Line
from app.domain.speech.instructing import planted
from app.domain.speech.naming import shown_names
from app.domain.speech.plain import plain
from app.domain.speech.told import Told, author_name, by_machine, hear_line


class Cited:
    """One line as a source: its words, its author, what a command recorded, and when it happened."""

    def __init__(self, line: Line, said: Reading, sources: "Sources") -> None:
        self.line = line
        self.said = said
        self._sources = sources
        author = line.entry.author
        self.author = author.id
        self.name = author_name(line.entry, sources.people)
        self.by_machine = by_machine(line.entry)

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def flat_lines(self) -> str:
        return self.said.flat_lines

    @cached_property
    def planted(self) -> tuple[str, ...]:
        """The sentences planted in its words, or in what came with it, such as the names of files."""
        return (*self.said.planted, *(text for text in all_texts(self.line.entry.details) if planted(text)))

    @cached_property
    def haystack(self) -> str:
        """Everything that it says, in one line."""
        at = self.line.at
        time = f"{at:%H:%M:%S} {at:%H:%M} {at:%Y-%m-%d} {at:%A} {at:%B} {at.day}"
        return f"{flat(self.name)} {self.flat_lines} {self._recorded.flat_lines} {time.lower()}".replace("\n", " ")

    @cached_property
    def details(self) -> tuple[str, ...]:
        """What a command recorded, and the names of people in it."""
        entry, people = self.line.entry, self._sources.people
        found = [
            value
            for item in entry.details.values()
            for value in ([text_of(item)] if isinstance(item, str) else texts_of(item))
            if not planted(value)
        ]
        named = [people[value] for value in found if value in people]
        level = [f"SEV{value}" for value in found] if entry.kind is Kind.SEVERITY else []
        return (*found, *named, *level, *([entry.kind.value] if entry.kind is not Kind.MESSAGE else []))

    @cached_property
    def stems(self) -> frozenset[str]:
        return self.said.stems | self._recorded.stems | stems(self.name)

    @cached_property
    def quantities(self) -> frozenset[Quantity]:
        at = self.line.at
        when = {Quantity(Measure.CLOCK, f"{at:%H:%M:%S}"), Quantity(Measure.DAY, f"{at:%Y-%m-%d}")}
        return self.said.quantities | self._recorded.quantities | when

    @property
    def digits(self) -> frozenset[str]:
        return self.said.digits | self._recorded.digits

    @property
    def polarities(self) -> frozenset[tuple[str, bool]]:
        return self.said.polarities

    @cached_property
    def heard(self) -> Told | None:
        """What it does by being said."""
        return self._sources.hear(self.line)

    @cached_property
    def _recorded(self) -> Reading:
        return self._sources.reading(" ".join(self.details))


class Sources:
    """The lines of a context by entry number, and the names in it. Keep it: what was cited once is not read again."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.people: Mapping[str, str] = shown_names(context.people)
        self._lines: Mapping[int, Line] = {number: line for line in context.lines for number in line.citations}
        self._cited: dict[int, Cited] = {}
        self._readings: dict[str, Reading] = {}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Display name in lower case → user id."""
        return {flat(name): person for person, name in self.people.items() if len(name) > 1}

    def line(self, number: int) -> Line | None:
        return self._lines.get(number)

    def cited(self, statement: Statement) -> list[Cited]:
        """What a statement cites, each line once, in the order of its citations; numbers without a line are left out."""
        lines = (line for number in statement.citations if (line := self._lines.get(number)))
        return [self._read(line) for line in {line.entry.seq: line for line in lines}.values()]

    def reading(self, text: str) -> Reading:
        if text not in self._readings:
            self._readings[text] = Reading(plain(text, self.people, self.context.channels))
        return self._readings[text]

    def hear(self, line: Line) -> Told | None:
        return hear_line(line, self._readable, self._ids)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {name.lower(): person for person, name in self.people.items()}

    @cached_property
    def _readable(self) -> Context:
        return Context(
            incident=self.context.incident,
            lines=(),
            people=self.people,
            channels=self.context.channels,
            now=self.context.now,
        )

    def _read(self, line: Line) -> Cited:
        seq = line.entry.seq
        if seq not in self._cited:
            self._cited[seq] = Cited(line, self.reading(line.text), self)
        return self._cited[seq]
