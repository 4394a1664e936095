"""Whether the times in a brief are those of the truth."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from app.domain.brief import BriefKind, Context, Document
from app.evaluation.facts import Messages
from app.evaluation.truth import Truth

CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_Checked: TypeAlias = tuple[str, set[str], str]
"""A time as given, the times that are right, and the statement that gives it."""
_MOMENTS = re.compile(r"^(Detected|Mitigated|Resolved)\b")


def times_right(document: Document, context: Context, truth: Truth) -> tuple[int, int, list[str]]:
    """How many of the times given for facts of the truth are right, of how many; and those that are not, in words.

    Checked are the time of each statement that cites a fact's message (it has to be that of the fact, or of another line
    that it cites), the times in its text (of the fact, or of what it cites) and, in a postmortem's list of times, the
    moments that the truth knows (detected, mitigated, resolved); each to the minute.
    """
    messages = Messages(context)
    checked = [*_of_facts(document, messages, truth), *_of_moments(document, truth)]
    wrong = [
        f"{given} instead of {', '.join(sorted(right))}: {text}" for given, right, text in checked if given not in right
    ]
    return len(checked) - len(wrong), len(checked), wrong


def clocks(text: str) -> set[str]:
    """The times of day in a text, as `HH:MM`."""
    return {f"{int(match[1]):02}:{match[2]}" for match in CLOCK.finditer(text)}


def _of_facts(document: Document, messages: Messages, truth: Truth) -> Iterator[_Checked]:
    timed = [fact for fact in truth.facts if fact.at]
    for section in document.sections:
        for statement in section.statements if section.key != "times" else ():
            told = [fact for fact in timed if messages.cites(statement, fact)]
            if not told:
                continue
            lines = messages.cited(statement)
            right = {f"{fact.at:%H:%M}" for fact in told} | {f"{line.at:%H:%M}" for line in lines}
            if statement.at:
                yield f"{statement.at:%H:%M}", right, statement.text
            right |= {time for line in lines for time in clocks(line.text)}
            yield from ((time, right, statement.text) for time in sorted(clocks(statement.text)))


def _of_moments(document: Document, truth: Truth) -> Iterator[_Checked]:
    if document.kind is not BriefKind.POSTMORTEM:
        return
    for section in document.sections:
        for statement in section.statements if section.key == "times" else ():
            named = _MOMENTS.match(statement.text)
            at = truth.moments.get(named[1].lower()) if named else None
            if at and statement.at:
                yield f"{statement.at:%H:%M}", {f"{at:%H:%M}"}, statement.text
