"""Which passages of a call to quote: those that together say most of what it was about, in few and readable words."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.briefs.evidence.passages import MOST_WORDS, Passage

_FEWEST_WORDS = 8
_FEWEST_STEMS = 3
_MOST_CUTS = 2
_OFTEN = 3
"""A word that fewer passages have is not what the call was about."""
_BREVITY = 0.3
"""How much a passage pays for its length: 0 not at all, 1 in proportion."""
_TOLD = 0.2
"""What is left of a word's worth each time that it has been told."""
_PARTS = 8
_SAME_PART = 0.8
"""A call is cut into parts of equal length; a passage is worth less for each one already taken from its part."""
_OVERRUN_WORDS = 8
_MOST_SETTLED = 1
_PLAIN = 0.75
"""One thing that was settled is told in any case, if it is as clear as this."""

_DANGLING = re.compile(
    r"(?:to|by|of|with|than|for|from|that|which|who|whose|where|when|is|are|was|were|has|have|had|and|or|not|instead|even|whoever|at|on"
    r"|into|as|what|how|why|be|been|being|would|could|should|will|can|must|do|does|did|'s|it's (?:a|the|just|not))\b|(?:if|when|while|as) [^,]*$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:it|that|this|they|he|she|these|those|there|him|her|them|you)(?:'\w+)?\b", re.IGNORECASE)
_PERSONAL = re.compile(
    r"\b(?:i|you|me|my|your|he|she|his|her|him|they|them|it|this|that|these|those|there|here)\b", re.IGNORECASE
)
_CHATTING = re.compile(r"\b(?:okay|ok|yeah|thank|thanks|sorry|hello|guess)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|do|does|did|needs?|wants?|makes?|uses?|gets?|goes?|be)\b"
    r"|'(?:s|re|ve|ll|d|m)\b|n't\b|\w{3,}ed\b",
    re.IGNORECASE,
)
SETTLING = re.compile(
    r"\bwe(?:'ve| have)? (?:all |just |already )?(?:decided|agreed|settled|chose)\b|\blet's (?:go (?:with|for)|use|have|make|stick|keep)\b"
    r"|\bwe(?:'ll| will|'re going to|'re gonna| are going to| will not| won't) (?:just |also |not |then )?"
    r"(?!be|see|move|go|close|break|know|find|look|talk|discuss|get|come|take|hear|need|have|probably|never|ever|always|all|if|worry|hate)[a-z]+"
    r"|\b(?:has|is|was) (?:agreed|decided)\b|\bdecision is\b|\bthe plan is\b",
    re.IGNORECASE,
)
PLANNING = re.compile(
    r"\bnext (?:week|meeting|time|step)|\btomorrow\b|\baction items?\b|\bto-do\b|\bthis afternoon\b|\bdeadline\b"
    r"|\bi(?:'ll| will) (?:send|write|e-?mail|prepare|try|make|put)\b",
    re.IGNORECASE,
)
_WEIGHING = re.compile(
    r"\b(?:we|you) (?:should|need to|could|have to|must|want to)\b|\b(?:suggest|propose|recommend"
    r"|the (?:main|key|first|whole|important|problem|idea|goal|question|issue|point|reason))\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"\b(?:if|would|whether|which|what|how|why|where|who)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    quality: float
    worths: Mapping[str, float]


def chosen(passages: Sequence[Passage], most_words: int) -> list[Passage]:
    """What was settled first, then whatever adds most, until the words are used up. In order of the call."""
    choice = _Choice(_candidates(passages), most_words)
    choice.take(_MOST_SETTLED, lambda each: each.quality >= _PLAIN and settles(each.passage))
    choice.take(len(passages), lambda _: True)
    return sorted(choice.taken, key=lambda passage: passage.place)


class _Choice:
    """Greedy: each time the passage that adds most to what is told already, for its length."""

    def __init__(self, candidates: Sequence[_Candidate], most_words: int) -> None:
        self.taken: list[Passage] = []
        self._candidates = list(candidates)
        self._left = most_words
        self._told: Counter[str] = Counter()
        self._parts: Counter[int] = Counter()

    def take(self, most: int, wanted: Callable[[_Candidate], bool]) -> None:
        for _ in range(most):
            room = self._left + _OVERRUN_WORDS if self._left > 0 else 0
            fitting = (each for each in self._candidates if each.passage.words <= room and wanted(each))
            best = max(fitting, key=self._gain, default=None)
            if best is None:
                return
            self._candidates.remove(best)
            self.taken.append(best.passage)
            self._left -= best.passage.words
            self._told.update(best.worths)
            self._parts[_part(best.passage)] += 1

    def _gain(self, candidate: _Candidate) -> float:
        passage = candidate.passage
        new = sum(worth * math.pow(_TOLD, self._told[stem]) for stem, worth in candidate.worths.items())
        crowded = math.pow(_SAME_PART, self._parts[_part(passage)])
        return new * candidate.quality * crowded / math.pow(passage.words, _BREVITY)


def settles(passage: Passage) -> bool:
    """Whether it says what was agreed or will be done."""
    text = passage.text
    return (SETTLING.search(text) or PLANNING.search(text)) is not None and not _HYPOTHETICAL.search(text)


def _candidates(passages: Sequence[Passage]) -> list[_Candidate]:
    counts = Counter(stem for passage in passages for stem in passage.stems)
    worth = {stem: float(count) for stem, count in counts.items() if count >= _OFTEN}
    return [
        _Candidate(each, _quality(each), {stem: worth[stem] for stem in each.stems if stem in worth})
        for each in passages
        if _quotable(each)
    ]


def _part(passage: Passage) -> int:
    return int(passage.place * _PARTS)


def _quotable(passage: Passage) -> bool:
    return (
        _FEWEST_WORDS <= passage.words <= MOST_WORDS
        and len(passage.stems) >= _FEWEST_STEMS
        and passage.cuts <= _MOST_CUTS
        and not passage.text.endswith("?")
        and "`" not in passage.text
        and passage.text.count('"') % 2 == 0
        and _VERB.search(passage.text) is not None
    )


def _quality(passage: Passage) -> float:
    """How well it stands by itself, about 1; fragments, and sentences of pronouns, are worth little to who was not there."""
    text = passage.text
    quality = 1 - 0.15 * passage.cuts - 1.5 * len(_PERSONAL.findall(text)) / passage.words
    quality -= 0.4 * (not passage.whole) + 0.3 * passage.resumed + 0.3 * (_CHATTING.search(text) is not None)
    quality -= 0.5 * (_DANGLING.match(text) is not None) + 0.4 * (_POINTING.match(text) is not None)
    quality += 0.1 * settles(passage) + 0.2 * (_WEIGHING.search(text) is not None) + 0.05 * passage.agreed
    return max(quality, 0.02)
