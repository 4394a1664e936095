"""Whether the times in a brief are those of the truth."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.domain.brief import BriefKind, Context, Document, Statement
from app.evaluation.facts import Messages
from app.evaluation.truth import Fact, Truth

CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_SAME = timedelta(seconds=60)
_MOMENTS = re.compile(r"^(Detected|Mitigated|Resolved)\b")


def times_right(document: Document, context: Context, truth: Truth) -> tuple[int, int, list[str]]:
    """How many of the times given for facts of the truth are right, of how many; and those that are not, in words.

    Checked are the time of each statement that first of all cites a fact's message, and, in a postmortem's list of
    times, the moments that the truth knows (detected, mitigated, resolved), each to the minute.
    """
    messages = Messages(context)
    checked = [*_of_facts(document, messages, truth), *_of_moments(document, truth)]
    wrong = [
        f"{statement.at:%H:%M:%S} instead of {at:%H:%M:%S}: {statement.text}"
        for statement, at in checked
        if statement.at and not _same(statement.at, at)
    ]
    return len(checked) - len(wrong), len(checked), wrong


def _same(one: datetime, other: datetime) -> bool:
    return abs(one - other) < _SAME


def _of_facts(document: Document, messages: Messages, truth: Truth) -> Iterator[tuple[Statement, datetime]]:
    facts: dict[int, Fact] = {}
    for fact in truth.facts:
        if line := messages.by_ts.get(fact.ts):
            facts.update(dict.fromkeys(line.citations, fact))
    for section in document.sections:
        if section.key == "times":
            continue
        for statement in section.statements:
            told = facts.get(statement.citations[0]) if statement.citations else None
            if told and told.at and statement.at:
                yield statement, told.at


def _of_moments(document: Document, truth: Truth) -> Iterator[tuple[Statement, datetime]]:
    if document.kind is not BriefKind.POSTMORTEM:
        return
    for section in document.sections:
        for statement in section.statements if section.key == "times" else ():
            named = _MOMENTS.match(statement.text)
            at = truth.moments.get(named[1].lower()) if named else None
            if at and statement.at:
                yield statement, at
