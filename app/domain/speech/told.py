"""The conversation as it was heard: each line with its words, its acts, who spoke, to whom, and in which thread."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from app.domain.brief import Context
from app.domain.entry import Entry, Kind, Voice
from app.domain.lines import Line
from app.domain.speech.act import Act
from app.domain.speech.alarm import Alarm, alarm, told_alarm
from app.domain.speech.explaining import FOUND
from app.domain.speech.hearing import Sentence, hear
from app.domain.speech.instructing import without_planted
from app.domain.speech.naming import shown_name, shown_names
from app.domain.speech.plain import one_line, plain
from app.domain.speech.report import Part, Report, report
from app.domain.speech.sentences import addressee, sentences

_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
SPOKEN = frozenset({Kind.MESSAGE, Kind.UTTERANCE})
UNSAID = frozenset({Kind.PRESENCE, Kind.TOPIC, Kind.POST, Kind.SETTING})

RULE = "rule:"
"""How the source begins of what a rule for alerts set."""
BY_RULE = "an alert rule"
US = "Watchkeeper"

_PART_ACTS = {
    Part.CAUSE: Act.EXPLAINING,
    Part.FIX: Act.DOING,
    Part.IMPACT: Act.IMPACT,
    Part.FOLLOW_UP: Act.PROMISING,
    Part.METRICS: Act.REPORTING,
    Part.WENT_WELL: Act.PRAISING,
    Part.WENT_BADLY: Act.REGRETTING,
}
_REPORTED_WEIGHT = 8
_PART_WEIGHTS = {Part.CAUSE: 10, Part.IMPACT: 9}
"""What is filled into a form is meant: it outranks what is picked out of talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line, heard. `words` is the text without the name it starts with. `to` is the id of the person it speaks to, `root` the key of the message that opened its thread
    (its own key when it opened none). `alarm` is set for machines, `report` for filled-in reports.
    """

    line: Line
    who: str
    name: str
    text: str
    words: str
    sentences: tuple[Sentence, ...] = ()
    to: str = ""
    root: str = ""
    alarm: Alarm | None = None
    report: Report | None = None

    @property
    def at(self) -> datetime:
        return self.line.at

    @property
    def kind(self) -> Kind:
        return self.line.entry.kind

    @property
    def citations(self) -> tuple[int, ...]:
        return self.line.citations

    @property
    def by_person(self) -> bool:
        return self.line.entry.author.voice is Voice.PERSON

    @property
    def kept_by_hand(self) -> bool:
        """Whether somebody put this on the timeline: a pin, or the pushpin reaction."""
        return self.line.pinned or any(name in {"pushpin", "round_pushpin"} for name, _ in self.line.reactions)

    def beside(self, other: "Told") -> bool:
        """Whether both were said in one thread, or both outside threads."""
        threaded = self.line.entry.thread or other.line.entry.thread
        return self.root == other.root or not threaded

    @property
    def acts(self) -> frozenset[Act]:
        return frozenset(act for sentence in self.sentences for act in sentence.acts)


def told(context: Context) -> list[Told]:
    """Every line of the context that still has words of its own, heard once, in the order given."""
    context = replace(context, people=shown_names(context.people))
    ids = {name.lower(): person for person, name in context.people.items()}
    given = _given(context)
    lines = (
        line
        for line in context.lines
        if _is_heard(line) and line.entry.key not in given and not _is_to_us(line, context.me)
    )
    return [item for line in lines if (item := hear_line(line, context, ids))]


def _given(context: Context) -> frozenset[str]:
    """The keys of messages to the bot that were commands: what those recorded is heard, not their words again."""
    keys = (line.entry.key for line in context.lines)
    return frozenset(f"m:{key.removeprefix('c:').rpartition(':')[0]}" for key in keys if key.startswith("c:"))


def _is_to_us(line: Line, me: str) -> bool:
    """A message that speaks to us alone, by a mention at its start or end: asked of the record, not said for it."""
    if not me or line.entry.kind is not Kind.MESSAGE:
        return False
    text = line.text.strip(" ?!.")
    return text.startswith(f"<@{me}") or text.endswith(f"<@{me}>")


def _is_heard(line: Line) -> bool:
    """A message that still has words, or a command: those may say it all in their details."""
    entry = line.entry
    if line.deleted or entry.kind in UNSAID:
        return False
    return bool(line.text) or entry.kind not in {*SPOKEN, Kind.SIGNAL}


def by_machine(entry: Entry) -> bool:
    """Whether nobody stated it: a connected system told of it, or a rule of ours set it."""
    return entry.author.voice is not Voice.PERSON


def author_name(entry: Entry, people: Mapping[str, str]) -> str:
    """Who or what an entry comes from, as it is shown."""
    author = entry.author
    if author.voice is Voice.WATCHKEEPER:
        return BY_RULE if entry.source.ref.startswith(RULE) else US
    return name_of(author.id, author.name, people)


def name_of(author_id: str, given: str, people: Mapping[str, str]) -> str:
    return one_line(people.get(author_id) or shown_name(given) or author_id)


def hear_line(line: Line, context: Context, ids: Mapping[str, str]) -> Told | None:
    """One line, heard; None if it says nothing but emoji, or what was planted for a writer. `ids` maps lower-case name → user id."""
    entry = line.entry
    author = entry.author
    text = without_planted(plain(line.text, context.people, context.channels))
    if line.text and not text:
        return None
    spoken = entry.kind in SPOKEN and author.voice is Voice.PERSON
    to, rest = _spoken_to(line.text, text, context.people, ids) if spoken else ("", text)
    by_system = "connector" in entry.details
    found = report(text) if not by_system and (entry.kind in SPOKEN or entry.kind is Kind.SIGNAL) else None
    return Told(
        line=line,
        who=author.id,
        name=author_name(entry, context.people),
        text=text,
        words=one_line(rest),
        sentences=_of_report(found) if found else _heard(rest) if spoken else (),
        to=to,
        root=entry.thread or entry.key,
        alarm=told_alarm(entry, text) if by_system else _read_alarm(entry, text),
        report=found,
    )


def _read_alarm(entry: Entry, text: str) -> Alarm | None:
    """Of bots and other machines, by their words."""
    by_person = entry.author.voice is Voice.PERSON
    return alarm(text) if entry.kind is Kind.SIGNAL or not by_person else None


def _spoken_to(markup: str, text: str, people: Mapping[str, str], ids: Mapping[str, str]) -> tuple[str, str]:
    """Whom a message opens with, by mention or by name, and its words without that."""
    if mention := _MENTION.match(markup):
        name = people.get(mention[1], "")
        return mention[1], text[len(name) :].lstrip(" ,:") if name and text.startswith(name) else text
    return addressee(text, ids)


@lru_cache(maxsize=20_000)  # the words of a message do not change; the live card hears them again and again
def _heard(text: str) -> tuple[Sentence, ...]:
    """Sentences of chat. After "found it!" the next one is the cause, however it is put."""
    heard: list[Sentence] = []
    announced = False
    for sentence in map(hear, sentences(text)):
        heard.append(_as_cause(sentence) if announced and not sentence.code else sentence)
        announced = FOUND.heard(sentence.text.lower())
    return tuple(heard)


def _as_cause(sentence: Sentence) -> Sentence:
    weight = max(sentence.weight, _REPORTED_WEIGHT)
    return replace(sentence, acts=sentence.acts | {Act.EXPLAINING}, weight=weight)


def _of_report(found: Report) -> tuple[Sentence, ...]:
    headline = [hear(text) for text in sentences(found.headline)]
    parts = [
        Sentence(
            text,
            frozenset({act}),
            hear(text).direction if part is Part.METRICS else None,
            _PART_WEIGHTS.get(part, _REPORTED_WEIGHT),
        )
        for part, texts in found.parts.items()
        if (act := _PART_ACTS.get(part))
        for text in texts
    ]
    return (*headline, *parts)
