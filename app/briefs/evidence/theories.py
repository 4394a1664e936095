"""Theories: causes that people stated, held with doubt, or ruled out, with what others said for and against."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.briefs.evidence.quoting import Heard
from app.briefs.evidence.terms import terms
from app.domain.entry import Kind
from app.domain.speech.act import Act
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import SPOKEN, Told

REPLY = timedelta(minutes=5)
"""How soon agreement or disagreement must follow to be about the theory when it does not name it."""
_AGREEING = ("+1", "thumbsup", "100", "heavy_plus_sign", "this")
_MOST_OPEN = 12
_DOUBTED = 4
_NAMED_BY = 3
"""How many words an observation must share with a theory to speak for it unasked."""
_AGREES = re.compile(
    r"\b(?:that|this|which|it) (?:would|'d|does|could)? ?(?:explains?|make sense|makes sense|fits?|match(?:es)?|checks out)\b"
    r"|^(?:yes|yep|yeah|exactly|agreed?|confirmed|can confirm|correct|\+1|makes sense|same (?:here|thing))\b|\bi agree\b|\bconfirmed\b"
)


@dataclass(slots=True)
class Theory:
    """`certain` when it was stated without doubt; `ruled_out` is the line that ended it."""

    said: Heard
    certain: bool
    subject: frozenset[str]
    backing: list[Heard] = field(default_factory=list)
    objections: list[Heard] = field(default_factory=list)
    ruled_out: Heard | None = None


@dataclass(frozen=True, slots=True)
class Theories:
    """Theories in order, and what was ruled out without anybody having proposed it here."""

    theories: Sequence[Theory]
    excluded: Sequence[Heard]


def theories(heard: Sequence[Told]) -> Theories:
    found: list[Theory] = []
    excluded: list[Heard] = []
    for item in heard:
        recent = found[-_MOST_OPEN:]
        for sentence in item.sentences:
            _weigh(Heard(item, sentence), sentence, recent, excluded)
        if proposed := _proposed(item):
            found.append(proposed)
    return Theories(found, excluded)


def _proposed(item: Told) -> Theory | None:
    if item.kind is Kind.HYPOTHESIS:
        return Theory(Heard(item), certain=False, subject=terms(item.text))
    if item.kind not in SPOKEN and item.report is None:
        return None
    causes = [s for s in item.sentences if Act.EXPLAINING in s.acts]
    doubts = [
        s for s in item.sentences if Act.SUPPOSING in s.acts and s.weight >= _DOUBTED and Act.RULING_OUT not in s.acts
    ]
    best = max(causes or doubts, key=lambda sentence: sentence.weight, default=None)
    if best is None:
        return None
    return Theory(Heard(item, best), certain=bool(causes), subject=terms(best.text))


def _weigh(said: Heard, sentence: Sentence, recent: Sequence[Theory], excluded: list[Heard]) -> None:
    """Put a sentence for or against the theory that it is about."""
    against = sentence.acts & {Act.RULING_OUT, Act.OBJECTING}
    opens = bool(said.told.sentences) and sentence is said.told.sentences[0]
    agrees = opens and _AGREES.search(sentence.text.lower()) is not None
    backs = not against and (agrees or sentence.acts & {Act.EXPLAINING, Act.OBSERVING})
    if not against and not backs:
        return
    target = _about(said, terms(sentence.text), recent, named=_NAMED_BY if backs and not agrees else 1)
    if Act.RULING_OUT in sentence.acts and Act.SUPPOSING not in sentence.acts:
        if target is not None and target.said.told.who != said.told.who:
            target.ruled_out = said
        else:
            excluded.append(said)
    elif target is None:
        if Act.RULING_OUT in sentence.acts:
            excluded.append(said)
    elif against:
        target.objections.append(said)
    elif target.said.told.who != said.told.who:
        target.backing.append(said)


def _about(said: Heard, about: frozenset[str], recent: Sequence[Theory], *, named: int) -> Theory | None:
    for theory in reversed(recent):
        if theory.said.told is said.told:
            continue
        if len(about & theory.subject) >= named and (
            named > 1 or (_together(said, theory) and said.at - theory.said.at <= REPLY)
        ):
            return theory
    if named == 1 and recent and said.at - recent[-1].said.at <= REPLY and _together(said, recent[-1]):
        opening = said.sentence is not None and (
            said.sentence.acts & {Act.OBJECTING} or _AGREES.search(said.sentence.text.lower())
        )
        return recent[-1] if opening and recent[-1].said.told.who != said.told.who else None
    return None


def _together(said: Heard, theory: Theory) -> bool:
    """Whether both were said in one thread, or both outside threads."""
    return said.told.root == theory.said.told.root or not (
        said.told.line.entry.thread or theory.said.told.line.entry.thread
    )


def agreed(theory: Theory) -> int:
    """How many people reacted to it with agreement."""
    return len({user for name, user in theory.said.told.line.reactions if name in _AGREEING})
