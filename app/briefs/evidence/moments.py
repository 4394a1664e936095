"""The incident's times: started, detected, acknowledged, mitigated, resolved; each with where it is known from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.briefs.evidence.alarms import Alert
from app.briefs.evidence.quoting import Heard
from app.briefs.evidence.tries import Outcome, Tried
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.signal import SignalKind
from app.domain.speech.act import Act, Direction
from app.domain.speech.hearing import Sentence
from app.domain.speech.resolving import OUTRIGHT
from app.domain.speech.told import SPOKEN, Told
from app.domain.speech.vocabulary import TROUBLE


class Moment(StrEnum):
    STARTED = "Started"
    DETECTED = "Detected"
    ACKNOWLEDGED = "Acknowledged"
    MITIGATED = "Mitigated"
    RESOLVED = "Resolved"


@dataclass(frozen=True, slots=True)
class Known:
    """A time and its source. `stated` holds the time as somebody said it, where that is not the time of the line;
    `sure` is False for a reading, such as taking the first alert for the start.
    """

    source: Heard
    at: datetime
    how: str
    stated: str = ""
    sure: bool = False


_CLOCK = r"~?(\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?|\d{1,2} ?[ap]m)\b"
_START = re.compile(
    r"\b(?:start(?:ed|ing)?|began|begins|beginning|spik(?:ed|ing)|dropp?e?d?|broke|jumped|went down|failing|expired)\b"
    r"[^.?!:]{0,30}?\b(?:at|around|about|since|from) " + _CLOCK + r"|\bsince (?:about |around )?" + _CLOCK
)
_UNSAID = frozenset({Act.ASKING, Act.PROPOSING, Act.DOING, Act.PROMISING, Act.SUPPOSING, Act.DECIDING})
"""Sentences that do these do not state when it started."""
_SETBACKS = frozenset({Direction.WORSE, Direction.SAME})
_TELLING = 4
_FOUND_LATER = frozenset({SignalKind.METRIC, SignalKind.LOG, SignalKind.TRACE, SignalKind.STATUS})
_ENDED_STATUS = frozenset({"resolved", "closed"})
_MITIGATED_STATUS = frozenset({"monitoring"})


def moments(heard: Sequence[Told], alerts: Sequence[Alert], tries: Tried) -> dict[Moment, Known]:
    """Only the times that the record knows; what is missing is unknown."""
    known: dict[Moment, Known] = {}
    if started := _started(heard, alerts):
        known[Moment.STARTED] = started
    detected = _detected(heard, alerts)
    if detected:
        known[Moment.DETECTED] = detected
        if acknowledged := _acknowledged(heard, detected):
            known[Moment.ACKNOWLEDGED] = acknowledged
    resolved = _resolved(heard, alerts)
    if mitigated := _mitigated(heard, tries, resolved):
        known[Moment.MITIGATED] = mitigated
    if resolved:
        known[Moment.RESOLVED] = resolved
    return known


def _started(heard: Sequence[Told], alerts: Sequence[Alert]) -> Known | None:
    for item in heard:
        for sentence in item.sentences:
            match = _START.search(sentence.text.lower())
            if match and not sentence.code and not sentence.acts & _UNSAID:
                time = match[1] or match[2]
                return Known(Heard(item, sentence), item.at, "stated", stated=time, sure=True)
    signs = [Heard(alert.first) for alert in alerts]
    if detected := _detected(heard, alerts):
        signs.append(detected.source)
    first = min(signs, key=lambda sign: sign.at, default=None)
    return Known(first, first.at, "no later than the first sign") if first else None


def _is_trouble(sentence: Sentence) -> bool:
    seen = Act.OBSERVING in sentence.acts and TROUBLE.search(sentence.text.lower()) is not None
    telling = sentence.weight >= _TELLING and Act.RULING_OUT not in sentence.acts
    return telling and (seen or Act.IMPACT in sentence.acts)


def _seen(heard: Sequence[Told]) -> Iterator[Heard]:
    """Trouble that people observed, or said is affecting somebody."""
    for item in heard:
        for sentence in item.sentences:
            if _is_trouble(sentence):
                yield Heard(item, sentence)
                break


def _detected(heard: Sequence[Told], alerts: Sequence[Alert]) -> Known | None:
    first_alert = min((alert.first for alert in alerts if _is_notice(alert)), key=lambda item: item.at, default=None)
    first_seen = next(_seen(heard), None)
    if first_alert and (first_seen is None or first_alert.at <= first_seen.at):
        return Known(Heard(first_alert), first_alert.at, "first alert", sure=True)
    return Known(first_seen, first_seen.at, "first reported by a person") if first_seen else None


def _is_notice(alert: Alert) -> bool:
    """Whether somebody was told: what was found afterwards, by looking for it, says when it began, not when it was noticed."""
    return text_of(alert.first.line.entry.details.get("kind")) not in _FOUND_LATER


def _acknowledged(heard: Sequence[Told], detected: Known) -> Known | None:
    """The first thing that a person said after it was detected; by somebody else, if a person detected it."""
    source = detected.source.told
    for item in heard:
        if (
            item.at >= detected.at
            and item is not source
            and item.by_person
            and item.kind in SPOKEN
            and item.who != source.who
        ):
            return Known(Heard(item), item.at, "first answer by a person")
    return None


def _mitigated(heard: Sequence[Told], tries: Tried, resolved: Known | None) -> Known | None:
    for item in heard:
        if item.kind is Kind.STATUS and text_of(item.line.entry.details.get("to")) in _MITIGATED_STATUS:
            return Known(Heard(item), item.at, "status", sure=True)
    for each in reversed(tries.tries):
        if each.outcome is Outcome.HELPED and (resolved is None or each.at <= resolved.at):
            first = next(r for r in each.results if r.sentence and r.sentence.direction is Direction.BETTER)
            return Known(first, first.at, "first good result after the last try that helped")
    return None


def _resolved(heard: Sequence[Told], alerts: Sequence[Alert]) -> Known | None:
    """The status command; else the last time that somebody said so before nothing got worse; else the last alert's end."""
    last = max((number for number, item in enumerate(heard) if item.kind is Kind.STATUS), default=None)
    if ended_by := _ended_by(heard):
        return Known(Heard(ended_by), ended_by.at, "status", sure=True)
    declared = _declared(heard[0 if last is None else last :])
    if declared:
        return Known(declared, declared.at, "stated in chat", sure=True)
    since = None if last is None else heard[last].at
    if alerts and all(alert.over for alert in alerts):
        ended = max((alert.ended[-1] for alert in alerts), key=lambda item: item.at)
        if since is None or ended.at > since:
            return Known(Heard(ended), ended.at, "the monitoring ended the last alert", sure=True)
    return None


def _ended_by(heard: Sequence[Told]) -> Told | None:
    """The command since which the status says that it is over: `resolved` rather than the `closed` that follows."""
    first: Told | None = None
    for item in heard:
        if item.kind is Kind.STATUS:
            over = text_of(item.line.entry.details.get("to")) in _ENDED_STATUS
            first = (first or item) if over else None
    return first


def _declared(heard: Sequence[Told]) -> Heard | None:
    """Where somebody said that it is over and nobody said later that it is not; outright before by the way."""
    declared: list[Heard] = []
    for item in heard:
        for sentence in item.sentences:
            if Act.RESOLVING in sentence.acts:
                declared.append(Heard(item, sentence))
            elif Act.REPORTING in sentence.acts and sentence.direction in _SETBACKS and item.report is None:
                declared.clear()
    outright = (said for said in declared if said.sentence and OUTRIGHT.search(said.sentence.text.lower()))
    return next(outright, declared[0] if declared else None)
