"""What a writer may see (the context) and what it must return: statements that cite entries, in sections of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.incident import Incident
from app.domain.lines import Line


class BriefKind(StrEnum):
    CATCHUP = "catchup"
    SUMMARY = "summary"
    UPDATE = "update"
    HANDOVER = "handover"
    POSTMORTEM = "postmortem"
    ANSWER = "answer"


class Standing(StrEnum):
    """Where a statement comes from: a machine observed it, a person stated it, or it was inferred from the record."""

    OBSERVED = "observed"
    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a brief, plain text, with the numbers of the entries that back it (never empty).

    `at` is the time of what it states; `who` the user ids it attributes it to.
    """

    text: str
    citations: tuple[int, ...]
    standing: Standing
    at: datetime | None = None
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document. `empty` is what to show when there is nothing to state, e.g. "Nobody has said."."""

    key: str
    title: str
    statements: tuple[Statement, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished text, free of any format. `entries_read` says up to which entry number it knows the record.

    `written_by` is `rules` or a model's name; `remark` says in a sentence why it is not the model that was asked for.
    `trace` is the id of its trace, empty where no model was to write.
    """

    kind: BriefKind
    title: str
    headline: str
    sections: tuple[Section, ...]
    written_at: datetime
    written_by: str
    entries_read: int
    remark: str = ""
    trace: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for section in self.sections for statement in section.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The selection of the record that a writer may see.

    `lines` are in order of time and carry entry numbers. `people` maps user id → display name, `channels` channel id
    → name. `now` is when the brief is asked for; `since` the start of what the reader has not seen (None: everything);
    `reader` the user id it is written for, or empty; `question` what an answer is
    to answer, in plain words; `newest` the number of the last entry that the record had when it was read;
    `me` our own user id.
    """

    incident: Incident
    lines: Sequence[Line]
    people: Mapping[str, str]
    channels: Mapping[str, str]
    now: datetime
    since: datetime | None = None
    reader: str = ""
    question: str = ""
    newest: int = 0
    me: str = ""
