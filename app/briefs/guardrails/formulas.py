"""Formulas: plain sentences of ours that sum up what a cited entry does, and what it must do for that."""

import re
from collections.abc import Callable, Sequence

from app.briefs.evidence.machine_changes import is_taken_back
from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.sources import Cited
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act, Direction
from app.domain.speech.alarm import AlarmState

_Condition = Callable[[Sequence[Cited]], bool]


def _status(*to: str) -> _Condition:
    return lambda cited: any(
        each.line.entry.kind is Kind.STATUS and (not to or text_of(each.line.entry.details.get("to")) in to)
        for each in cited
    )


def _acting(*acts: Act) -> _Condition:
    return lambda cited: any(each.heard is not None and bool(each.heard.acts & set(acts)) for each in cited)


def _going(direction: Direction) -> _Condition:
    return lambda cited: any(
        sentence.direction is direction for each in cited if each.heard for sentence in each.heard.sentences
    )


def _ended(cited: Sequence[Cited]) -> bool:
    return any(each.heard and each.heard.alarm and each.heard.alarm.state is AlarmState.ENDED for each in cited)


def _anything(cited: Sequence[Cited]) -> bool:
    return any(each.text or each.details for each in cited)


def _done(cited: Sequence[Cited]) -> bool:
    return _acting(Act.DOING)(cited) or any(each.line.entry.kind is Kind.ACTION for each in cited)


def _decided(cited: Sequence[Cited]) -> bool:
    return _acting(Act.DECIDING)(cited) or any(each.line.entry.kind is Kind.DECISION for each in cited)


def _taken_back(cited: Sequence[Cited]) -> bool:
    return any(each.heard is not None and is_taken_back(each.heard) for each in cited)


_FORMULAS: tuple[tuple[re.Pattern[str], _Condition], ...] = (
    (re.compile(r"We are looking into a problem and do not know its cause yet"), _status("investigating")),
    (re.compile(r"We know what the problem is and are working on it"), _status("identified")),
    (re.compile(r"A fix is in place and we are watching whether it holds"), _status("monitoring")),
    (re.compile(r"The problem is resolved"), _status("resolved", "closed")),
    (re.compile(r"We are working on a problem"), _status()),
    (re.compile(r"The team reports that the problem is over"), _acting(Act.RESOLVING)),
    (re.compile(r"Our monitoring reports that the problem is over"), lambda cited: _ended(cited) or _acting(Act.RESOLVING)(cited)),
    (re.compile(r"We noticed a problem and are looking into it"), _anything),
    (re.compile(r"The team has named a cause"), _acting(Act.EXPLAINING)),
    (
        re.compile(r"A measure was taken, and the team reports improvement"),
        lambda cited: _done(cited) and _going(Direction.BETTER)(cited),
    ),
    (
        re.compile(r"A measure was decided on, and the team reports improvement"),
        lambda cited: _decided(cited) and _going(Direction.BETTER)(cited),
    ),
    (
        re.compile(r"A change was taken back, and the team reports improvement"),
        lambda cited: _taken_back(cited) and _going(Direction.BETTER)(cited),
    ),
    (re.compile(r"A change was taken back"), _taken_back),
    (
        re.compile(r"A measure was taken, and the team reports no improvement"),
        lambda cited: _done(cited) and (_going(Direction.SAME)(cited) or _going(Direction.WORSE)(cited)),
    ),
    (re.compile(r"A measure was taken; its effect is not known yet"), _done),
    (re.compile(r"The monitoring says it is over: ¤"), _anything),
    (re.compile(r"A single alert that ended by itself (?:after \d+ min|within a minute)"), _ended),
    (re.compile(r"From the first sign to the declared end: (?:\d+ min|less than a minute)"), lambda cited: len(cited) > 0),
)  # fmt: skip


_LEAD = re.compile(
    r"^(?:Started at [^¤]{1,12}, as stated|Started: no later than the first sign|(?:Started|Detected): first (?:alert|reported by a person)"
    r"|Acknowledged: first answer by a person|Mitigated: first good result after the last try that helped"
    r"|Resolved: (?:the monitoring ended the last alert|stated in chat)"
    r"|Theory|Ruled out|Seems ruled out|Proposed|Reported|Change|First answer|First reported|Declared over|Dismissed|Stated cause) – (?=[^¤]*¤)|; disputed: "
)
"""What our own times and theories say about the quotation that follows: which one it is, not what is in it."""


def without_lead(own: str) -> str:
    return _LEAD.sub(" ", own)


def is_formula(claim: Claim) -> bool:
    """Whether a statement is one of these, and cites what it needs."""
    own = " ".join(claim.own.split())
    return any(pattern.fullmatch(own) and condition(claim.cited) for pattern, condition in _FORMULAS)
