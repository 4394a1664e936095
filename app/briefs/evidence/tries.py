"""Tries: what was done to production, joined to what people then said came of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.briefs.evidence.quoting import Heard
from app.briefs.evidence.terms import terms
from app.domain.entry import Kind
from app.domain.speech.act import Act, Direction
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import Told

SAME_TRY = timedelta(minutes=3)
"""How long one person's steps in one thread count as one try."""
RESULT_WINDOW = timedelta(minutes=45)
"""How long after a try a result that names it may be its own."""
UNNAMED_WINDOW = timedelta(minutes=15)
"""The same for a result that does not."""
NAMED_BY = 2
"""How many words a result, or a change, shares with the try that it names."""
DONE_WINDOW = timedelta(minutes=20)
"""How long after a step its own doer may say that it is done."""
_MOST_OPEN = 8
_LEAVING = re.compile(r"\b(?:not|n't|won't|hold|wait|leave|keep|stay|skip|postpone|freeze|stop deploy\w*|no)\b|n't\b")


class Outcome(StrEnum):
    HELPED = "helped"
    NO_EFFECT = "no effect"
    MADE_WORSE = "made worse"
    UNKNOWN = "no result stated"


_OUTCOMES = {Direction.BETTER: Outcome.HELPED, Direction.SAME: Outcome.NO_EFFECT, Direction.WORSE: Outcome.MADE_WORSE}


@dataclass(slots=True)
class Try:
    """Steps by one person, and the results that people reported after them, in order.

    `chosen` marks a decision that was to be carried out: its results are what came of it.
    """

    steps: list[Heard]
    chosen: bool = False
    results: list[Heard] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        return self.steps[0].at

    @property
    def outcome(self) -> Outcome:
        """Going by the last result that says which way things went."""
        for result in reversed(self.results):
            if result.sentence and result.sentence.direction:
                return _OUTCOMES[result.sentence.direction]
        return Outcome.UNKNOWN

    @property
    def evidence(self) -> Heard | None:
        """The weightiest result that says what the outcome is; the first of equals."""
        said = [
            r
            for r in self.results
            if r.sentence and r.sentence.direction and _OUTCOMES[r.sentence.direction] is self.outcome
        ]
        return max(said, key=_tells, default=None)

    @property
    def done(self) -> Heard | None:
        """Where somebody said that it was done, without saying what came of it."""
        return next((r for r in reversed(self.results) if r.sentence and r.sentence.direction is None), None)


def _tells(result: Heard) -> tuple[bool, bool, int]:
    """How much a result tells about one try: what was seen before what was declared or filled into a report."""
    declares = result.sentence is not None and Act.RESOLVING in result.sentence.acts
    return result.told.report is None, not declares, result.weight


@dataclass(frozen=True, slots=True)
class Tried:
    """All tries in order, and results that belong to none of them."""

    tries: Sequence[Try]
    other_results: Sequence[Heard]


def tried(heard: Sequence[Told]) -> Tried:
    tries: list[Try] = []
    others: list[Heard] = []
    for item in heard:
        for step in _steps(item):
            _begin(step, tries)
        tries += [Try([choice], chosen=True) for choice in _choices(item)]
        for result in _results(item):
            owner = _owner(result, tries[-_MOST_OPEN:])
            (owner.results if owner else others).append(result)
    return Tried(tries, others)


def _steps(item: Told) -> Iterator[Heard]:
    if item.kind is Kind.ACTION:
        yield Heard(item)
    elif item.report is None:
        yield from (Heard(item, sentence) for sentence in item.sentences if Act.DOING in sentence.acts)


def _choices(item: Told) -> Iterator[Heard]:
    """Decisions to do something; not those to leave it."""
    if item.kind is Kind.DECISION and not _LEAVING.search(item.text.lower()):
        yield Heard(item)
    for sentence in item.sentences:
        if (
            Act.DECIDING in sentence.acts
            and Act.DOING not in sentence.acts
            and not _LEAVING.search(sentence.text.lower())
        ):
            yield Heard(item, sentence)
            return


def _results(item: Told) -> Iterator[Heard]:
    """Results said in chat; of several in one message the last, weightiest first."""
    found = [s for s in item.sentences if Act.REPORTING in s.acts and (s.direction or _completes(s, item))]
    if found:
        yield Heard(item, max(found, key=lambda sentence: (sentence.direction is not None, sentence.weight)))


def _completes(sentence: Sentence, item: Told) -> bool:
    """Whether it only says that something is done, and is not itself told as a step."""
    return item.report is None and Act.DOING not in sentence.acts


def _begin(step: Heard, tries: list[Try]) -> None:
    recent = (each for each in reversed(tries[-_MOST_OPEN:]) if not each.chosen)
    last = next((each for each in recent if each.steps[-1].told.who == step.told.who), None)
    if last is not None and step.told.kind is not Kind.ACTION and _continues(step, last):
        last.steps.append(step)
    else:
        tries.append(Try([step]))


def _continues(step: Heard, last: Try) -> bool:
    """Whether a step belongs to the same person's last try: soon after it, or the report that it is done."""
    before = last.steps[-1]
    if before.told is step.told:
        return True
    if last.outcome is not Outcome.UNKNOWN or not before.told.beside(step.told):
        return False
    completes = step.sentence is not None and Act.REPORTING in step.sentence.acts
    return step.at - before.at <= (DONE_WINDOW if completes else SAME_TRY)


def _owner(result: Heard, tries: Sequence[Try]) -> Try | None:
    """The try that a result is about: the one named by the same words, else the latest said beside it not long ago."""
    if result.sentence is None:
        return None
    about = terms(result.sentence.text)
    for each in reversed(tries):
        own = any(step.told is result.told for step in each.steps)
        if not own and result.at - each.at <= RESULT_WINDOW and len(about & subject(each)) >= NAMED_BY:
            return each
    others = [each for each in tries if all(step.told is not result.told for step in each.steps)]
    last = others[-1] if others else None
    if last is None or (result.sentence.direction is None and not _may_end(result, last)):
        return None
    near = timedelta(0) <= result.at - last.steps[-1].at <= UNNAMED_WINDOW
    beside = last.steps[-1].told.beside(result.told)
    fresh = result.at - last.steps[-1].at <= SAME_TRY
    return last if near and (beside or fresh) else None


def _may_end(result: Heard, each: Try) -> bool:
    """Whether "done" is said by who was doing it, or after a decision that anybody may carry out."""
    return each.chosen or result.told.who == each.steps[-1].told.who


def subject(each: Try) -> frozenset[str]:
    """What it is about, as terms."""
    return frozenset(
        term for step in each.steps for term in terms(step.sentence.text if step.sentence else step.told.text)
    )
