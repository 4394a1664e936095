"""Which passages of a call to quote: those that together say most of what it was about, in few and readable words."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
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
    r"(?!be|see|know|find|look|talk|discuss|get|come|take|hear|need|have|probably|never|ever|always|all|if)[a-z]+"
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
    """Greedy: each time the passage that adds most for its length, until the words are used up. In order of the call."""
    candidates = _candidates(passages)
    told: Counter[str] = Counter()
    parts: Counter[int] = Counter()
    taken: list[Passage] = []
    words = 0
    while words < most_words:
        room = most_words + _OVERRUN_WORDS - words
        candidates = [each for each in candidates if each.passage.words <= room]
        best = max(candidates, key=lambda each: _gain(each, told, parts), default=None)
        if best is None:
            break
        candidates.remove(best)
        taken.append(best.passage)
        words += best.passage.words
        told.update(best.worths)
        parts[_part(best.passage)] += 1
    return sorted(taken, key=lambda passage: passage.place)


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


def _gain(candidate: _Candidate, told: Mapping[str, int], parts: Mapping[int, int]) -> float:
    passage = candidate.passage
    new = sum(worth * math.pow(_TOLD, told[stem]) for stem, worth in candidate.worths.items())
    return new * candidate.quality * math.pow(_SAME_PART, parts[_part(passage)]) / math.pow(passage.words, _BREVITY)


def _part(passage: Passage) -> int:
    return int(passage.place * _PARTS)


def _quotable(passage: Passage) -> bool:
    return (
        _FEWEST_WORDS <= passage.words <= MOST_WORDS
        and len(passage.stems) >= _FEWEST_STEMS
        and passage.cuts <= _MOST_CUTS
        and not passage.text.endswith("?")
        and "`" not in passage.text
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
