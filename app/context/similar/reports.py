"""Reads a report that somebody wrote of an incident: by which words it is found, and what it says of fix and duration."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from app.context.similar.past import Account, Field, Past, Quote
from app.context.similar.spans import longest_span, spans
from app.context.similar.topics import Topic, bare_title, topic_of
from app.context.texts.excerpts import without_addresses
from app.context.texts.markdown import Passage, read_page
from app.domain.connecting import PastIncident
from app.domain.speech.operations import OPERATION
from app.domain.speech.sentences import sentences

Told: TypeAlias = tuple[Topic | None, Passage]

_FIELDS = {
    Topic.SUMMARY: Field.SYMPTOMS,
    Topic.IMPACT: Field.SYMPTOMS,
    Topic.CAUSE: Field.CAUSES,
    Topic.FIX: Field.FIX,
}
_ENDED = re.compile(
    r"\b(?:fixed|resolved|solved|mitigated|repaired|restored|recovere?d?(?: itself)?|self[- ]healed"
    r"|(?:back|return\w*) to normal|roll\w* ?back|revert\w*)\b",
    re.IGNORECASE,
)
_NOT_ENDED = re.compile(r"\b(?:not|didn't|never|unable|discuss\w*)\b", re.IGNORECASE)
_FOUND_OUT = re.compile(r"\b(?:caus\w+|identified|found|investigat\w+)\b", re.IGNORECASE)
"""What tells of the way to the fix."""
_LASTED = re.compile(
    r"\b(?:last(?:ed|ing)|for (?:about|around|roughly|approximately|almost|nearly|over)?|took|after|within|unusable|unavailable|down"
    r"|outages?|degraded|duration|restored|recover\w+)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:periodic\w*|intermittent\w*|each|every|at a time)\b", re.IGNORECASE)
_VIA = re.compile(r"^via\b", re.IGNORECASE)
_AT = r"\D{0,12}(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2})"
_BEGAN = re.compile(rf"^(?:fault occurs|(?:first )?detected|started|began|start){_AT}", re.IGNORECASE)
_OVER = re.compile(rf"^(?:resolved|ended|over|end){_AT}", re.IGNORECASE)
_FEWEST_WORDS = 4
_QUOTED_CHARS = 300


@lru_cache(maxsize=2000)  # reports do not change; each is read once, not for every question
def read_report(report: PastIncident) -> tuple[Past, Account]:
    """What it is found by, and what it says; both as the report has it."""
    told = [(topic_of(passage), passage) for passage in read_page(report.markdown).passages if passage.text]
    texts: dict[Field, list[str]] = {Field.TITLE: [bare_title(report.title)], Field.SERVICES: list(report.services)}
    for topic, passage in told:
        texts.setdefault(_FIELDS.get(topic, Field.REST) if topic else Field.REST, []).append(passage.text)
    past = Past(
        key=report.ref,
        title=bare_title(report.title),
        texts={name: "\n".join(each) for name, each in texts.items()},
        connector=report.connector,
        url=report.url,
        at=report.at,
        services=report.services,
    )
    return past, _account(told, report.url)


def _account(told: Sequence[Told], url: str) -> Account:
    duration, took = _duration(told)
    what = _first(told, Topic.SUMMARY) or _first(told, Topic.IMPACT)
    fix = _fix(told)
    return Account(
        what=Quote(_cut(what), url) if what else None,
        fix=Quote(_cut(fix), url) if fix else None,
        duration=Quote(_cut(duration), url) if duration else None,
        took=took,
    )


def _said(told: Sequence[Told], *topics: Topic) -> Iterator[str]:
    """The sentences under some topics, in order."""
    for topic, passage in told:
        if topic in topics and not passage.is_code:
            yield from sentences(passage.text)


def _first(told: Sequence[Told], topic: Topic) -> str:
    return next((one for one in _said(told, topic) if _is_whole(one) and not _VIA.match(one)), "")


def _is_whole(sentence: str) -> bool:
    return sentence.count(" ") + 1 >= _FEWEST_WORDS


def _fix(told: Sequence[Told]) -> str:
    """The sentence about the fix that tells most plainly what was done, or that it ended; where there is no such part, one
    of the summary or the events that says that it ended.
    """
    about = [one for one in _said(told, Topic.FIX) if _is_whole(one)]
    if about:
        return max(about, key=_ending)  # the first of those that are as plain
    for topic in (Topic.SUMMARY, Topic.EVENTS):
        ended = [one for one in _said(told, topic) if _ENDED.search(one) and not _NOT_ENDED.search(one)]
        if ended:
            return max(reversed(ended), key=_ending)
    return ""


def _ending(sentence: str) -> int:
    done = OPERATION.search(sentence.lower()) is not None
    besides = (_NOT_ENDED.search(sentence) or _FOUND_OUT.search(sentence)) is not None
    return 2 * (_ENDED.search(sentence) is not None) + done - 3 * besides


def _duration(told: Sequence[Told]) -> tuple[str, timedelta | None]:
    """The part that is called so, resolving before repairing; else a sentence that says how long it was; else the times
    at which it began and was over.
    """
    named = [(passage.topic, passage.text) for topic, passage in told if topic is Topic.DURATION]
    for name, text in sorted(named, key=lambda one: "resol" not in one[0].lower()):
        if (took := longest_span(text)) is not None:
            return f"{name}: {text}", took
    for one in _said(told, Topic.SUMMARY, Topic.IMPACT):
        if any(_LASTED.search(one[:at]) and not _AGAIN.search(one[:at]) for at in spans(one)):
            return one, longest_span(one)
    return _from_to([passage.text for topic, passage in told if topic is Topic.EVENTS])


def _from_to(events: Sequence[str]) -> tuple[str, timedelta | None]:
    began = next((match for one in events if (match := _BEGAN.match(one))), None)
    over = next((match for one in events if (match := _OVER.match(one))), None)
    if began and over:
        took = datetime.fromisoformat(over[1]) - datetime.fromisoformat(began[1])
        if took > timedelta():
            return f"{began.string}; {over.string}", took
    return "", None


def _cut(text: str) -> str:
    text = without_addresses(text)
    return text if len(text) <= _QUOTED_CHARS else f"{text[: _QUOTED_CHARS - 1].rsplit(' ', 1)[0]}…"
