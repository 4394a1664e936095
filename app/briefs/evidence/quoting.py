"""How the words of the record are put into a statement: quoted, attributed, shortened, never reworded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.brief import Standing, Statement
from app.domain.speech.alarm import AlarmState
from app.domain.speech.hearing import Sentence
from app.domain.speech.plain import one_line
from app.domain.speech.told import SPOKEN, Told, by_machine
from app.record.timeline import shortened

QUOTE_CHARS = 200
"""How long a quotation may be, unless a brief wants it shorter."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence where it was said; the whole line when `sentence` is None."""

    told: Told
    sentence: Sentence | None = None

    @property
    def at(self) -> datetime:
        return self.told.at

    @property
    def weight(self) -> int:
        if self.told.kept_by_hand or self.told.kind not in SPOKEN:
            return 10
        reactions = min(len(self.told.line.reactions), 2)
        return (self.sentence.weight if self.sentence else 0) + reactions


@dataclass(frozen=True, slots=True)
class Point:
    """A statement that a section could make, and how much it matters (from 0; 10 and above: put there by hand).

    `covers` has the numbers of the entries that need not be told again once it is made.
    """

    statement: Statement
    weight: int
    covers: tuple[int, ...] = ()


def words(heard: Heard, limit_chars: int = QUOTE_CHARS, *, alone: bool = False) -> str:
    """The words: all of a short message, else the sentence that matters; `alone` wants the sentence in any case."""
    told, sentence = heard.told, heard.sentence
    if told.alarm is not None and told.report is None:
        ended = "Ended: " if told.alarm.sure and told.alarm.state is AlarmState.ENDED else ""
        return shortened(ended + one_line(told.alarm.title), limit_chars)
    if sentence is None or (len(told.words) <= limit_chars and told.report is None and not alone):
        return shortened(told.words, limit_chars)
    if told.report is not None and sentence.text in told.report.headline:
        return shortened(one_line(told.report.headline), limit_chars)
    return shortened(one_line(sentence.text), limit_chars)


def quoted(heard: Heard, people: Mapping[str, str], limit_chars: int = QUOTE_CHARS, *, alone: bool = False) -> str:
    """`name: “words”`, with whom they spoke to if they said so."""
    to = one_line(people.get(heard.told.to, "")) if heard.told.to else ""
    speaker = f"{heard.told.name} to {to}" if to else heard.told.name
    return f"{speaker}: “{words(heard, limit_chars, alone=alone)}”"


def cited(*heard: Heard) -> tuple[int, ...]:
    """The numbers of the entries behind these, in order, each once."""
    return tuple(dict.fromkeys(number for item in heard for number in item.told.citations))


def covered(*heard: Heard) -> tuple[int, ...]:
    """The entries that are told when these are quoted; a filled-in report has more to say than one quotation."""
    return cited(*(item for item in heard if item.told.report is None))


def speakers(heard: Iterable[Heard]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.told.who for item in heard if item.told.by_person and item.told.who))


def standing_of(heard: Heard) -> Standing:
    return Standing.OBSERVED if by_machine(heard.told.line.entry) else Standing.STATED


def point(
    heard: Heard,
    people: Mapping[str, str],
    *,
    label: str = "",
    limit_chars: int = QUOTE_CHARS,
    weight: int | None = None,
    alone: bool = False,
) -> Point:
    """One quotation as a statement, after a label such as "Ruled out"."""
    text = quoted(heard, people, limit_chars, alone=alone)
    statement = Statement(
        text=f"{label} – {text}" if label else text,
        citations=cited(heard),
        standing=standing_of(heard),
        at=heard.at,
        who=speakers([heard]),
    )
    return Point(statement, heard.weight if weight is None else weight, covered(heard))
