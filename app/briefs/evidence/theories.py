"""Theories: causes that people stated, held with doubt, or ruled out, with what others said for and against."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.briefs.evidence.quoting import Heard
from app.briefs.evidence.terms import terms
from app.domain.entry import Kind
from app.domain.speech.act import Act
from app.domain.speech.told import SPOKEN, Told

REPLY = timedelta(minutes=5)
"""How soon agreement or disagreement must follow what it is about."""
_AGREEING = ("+1", "thumbsup", "100", "heavy_plus_sign", "this")
_MOST_OPEN = 12
_DOUBTED = 4
_NAMED_BY = 3
"""How many words an observation must share with a theory to speak for it unasked."""
_AGREES = re.compile(
    r"\b(?:that|this|which|it) (?:would|'d|does|could)? ?(?:explains?|makes? sense|fits?|match(?:es)?|checks out)\b"
    r"|^(?:yes|yep|yeah|exactly|agreed?|confirmed|can confirm|correct|\+1|makes sense|true)\b|\bi agree\b|\bconfirmed\b"
)
_ECHOES = re.compile(
    r"^(?:(?:ok(?:ay)?|yes|yeah|ah|oh|hm+|well|right)[,. ]+)*(?:that|this|which|it) (?:would |could |does |also )?"
    r"(?:explains?|makes? sense|fits?|match(?:es)?|checks out)\b"
)
"""Agrees with a cause that was named before, and names none."""
_YIELDS = re.compile(
    r"(?<!not )(?<!n't )(?<!hardly )\b(?:convinced|i stand corrected|i was wrong|my mistake|fair enough|fair point|you(?:'re| are) right)\b"
)
"""Takes back what the same person said against something."""
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it)(?:'s| is| was)? ?(?:not|n't|can't)|\bnot (?:it|that)\b|^(?:no|nope|nah)\b|\brul\w+ (?:that|it) out\b|\bred herring\b"
)
"""Says what it rules out only by pointing to what was said before."""


@dataclass(slots=True)
class Theory:
    """`certain` when it was stated without doubt; `ruled_out` is the line that ended it."""

    said: Heard
    certain: bool
    subject: frozenset[str]
    position: int = 0
    backing: list[Heard] = field(default_factory=list)
    objections: list[Heard] = field(default_factory=list)
    ruled_out: Heard | None = None


@dataclass(slots=True)
class Exclusion:
    """Something ruled out that nobody had proposed here, and who would not have it."""

    said: Heard
    position: int
    disputed: list[Heard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Theories:
    theories: Sequence[Theory]
    excluded: Sequence[Exclusion]


def theories(heard: Sequence[Told]) -> Theories:
    debate = _Debate()
    for item in heard:
        debate.hear(item)
    return Theories(debate.theories, debate.exclusions)


def agreed(theory: Theory) -> int:
    """How many people reacted to it with agreement."""
    return len({user for name, user in theory.said.told.line.reactions if name in _AGREEING})


@dataclass(slots=True)
class _Debate:
    """The theories so far. `position` counts the messages that said something, so that "next" can be told."""

    theories: list[Theory] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    position: int = 0

    def hear(self, item: Told) -> None:
        for number, sentence in enumerate(item.sentences):
            said = Heard(item, sentence)
            if Act.RULING_OUT in sentence.acts:
                self._rule_out(said)
            elif Act.OBJECTING in sentence.acts:
                self._object(said)
            elif _YIELDS.search(sentence.text.lower()):
                self._take_back(said)
            elif number == 0 and _AGREES.search(sentence.text.lower()):
                self._back(self._named(said, 1, within=REPLY) or self._previous(said), said)
            elif sentence.acts & {Act.EXPLAINING, Act.OBSERVING}:
                self._back(self._named(said, _NAMED_BY), said)
        self.position += any(sentence.weight > 0 for sentence in item.sentences)
        if (theory := _proposed(item, self.position)) is not None:
            self.theories.append(theory)

    def _rule_out(self, said: Heard) -> None:
        """Ends the theory that it names, unless it is only a doubt; one's own may be taken back too."""
        words = said.sentence.text.lower() if said.sentence else ""
        target = self._named(said, 1) or (self._previous(said) if _POINTS_BACK.search(words) else None)
        doubted = said.sentence is not None and Act.SUPPOSING in said.sentence.acts
        if target is None:
            self.exclusions.append(Exclusion(said, self.position + 1))
        elif doubted:
            target.objections.append(said)
        else:
            target.ruled_out = said

    def _object(self, said: Heard) -> None:
        last = self.exclusions[-1] if self.exclusions else None
        if last and last.said.told.who != said.told.who and self._is_next(said, last.said, last.position):
            last.disputed.append(said)
        elif (target := self._previous(said) or self._named(said, 1, within=REPLY)) is not None:
            target.objections.append(said)

    def _take_back(self, said: Heard) -> None:
        """Whoever objected a moment ago does so no more."""
        for theory in self.theories:
            theory.objections = [each for each in theory.objections if not _yielded(each, said)]
        for exclusion in self.exclusions:
            exclusion.disputed = [each for each in exclusion.disputed if not _yielded(each, said)]

    def _back(self, target: Theory | None, said: Heard) -> None:
        if target is not None and target.said.told.who != said.told.who:
            target.backing.append(said)

    def _named(self, said: Heard, shared: int, within: timedelta | None = None) -> Theory | None:
        """The latest theory that shares so many words, said side by side or in the same thread."""
        about = terms(said.sentence.text if said.sentence else said.told.text)
        for theory in reversed(self.theories[-_MOST_OPEN:]):
            near = within is None or said.at - theory.said.at <= within
            if (
                near
                and theory.said.told is not said.told
                and said.told.beside(theory.said.told)
                and len(about & theory.subject) >= shared
            ):
                return theory
        return None

    def _previous(self, said: Heard) -> Theory | None:
        """The theory of somebody else that was the last thing said before."""
        last = self.theories[-1] if self.theories else None
        if last and last.said.told.who != said.told.who and self._is_next(said, last.said, last.position):
            return last
        return None

    def _is_next(self, said: Heard, before: Heard, position: int) -> bool:
        return self.position <= position and said.at - before.at <= REPLY and said.told.beside(before.told)


def _yielded(objection: Heard, said: Heard) -> bool:
    same = objection.told.who == said.told.who and objection.told.beside(said.told)
    return same and said.at - objection.at <= REPLY


def _proposed(item: Told, position: int) -> Theory | None:
    if item.kind is Kind.HYPOTHESIS:
        return Theory(Heard(item), certain=False, subject=terms(item.text), position=position)
    if item.kind not in SPOKEN and item.report is None:
        return None
    causes = [s for s in item.sentences if Act.EXPLAINING in s.acts and not _ECHOES.search(s.text.lower())]
    doubts = [
        s for s in item.sentences if Act.SUPPOSING in s.acts and s.weight >= _DOUBTED and Act.RULING_OUT not in s.acts
    ]
    best = max(causes or doubts, key=lambda sentence: sentence.weight, default=None)
    if best is None:
        return None
    return Theory(Heard(item, best), certain=bool(causes), subject=terms(best.text), position=position)
