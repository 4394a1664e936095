"""What a call was about: the phrases that came up most."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.briefs.evidence.passages import Passage
from app.briefs.evidence.telling import Telling, runs
from app.domain.speech.told import Told

_PHRASES = 6
_OFTEN = 3
_WORTH = (1.0, 2.5, 3.5)
"""Phrases of two and three words come up less than single words, and tell more."""
_DENYING = re.compile(r"\b(?:not|no|never|none|nothing|without|neither|nor|cannot|hardly)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase as somebody said it, and the first line that has it without a "not"."""

    phrase: str
    told: Told


@dataclass(frozen=True, slots=True)
class _Use:
    wording: str
    told: Told
    denied: bool


def topics(passages: Iterable[Passage]) -> list[Topic]:
    """What came up most, the most frequent first; nothing when nothing came up often."""
    uses = _uses(passages)
    return [_topic(uses[key]) for key in _most(uses)]


def _topic(uses: Sequence[_Use]) -> Topic:
    affirmed = [use for use in uses if not use.denied] or uses
    wording, _ = Counter(use.wording for use in affirmed).most_common(1)[0]
    return Topic(wording, next(use.told for use in affirmed if use.wording == wording))


def _uses(passages: Iterable[Passage]) -> dict[tuple[str, ...], list[_Use]]:
    """Where each phrase occurs, by the stems of its words, once a passage."""
    found: dict[tuple[str, ...], list[_Use]] = {}
    for passage in passages:
        here: dict[tuple[str, ...], _Use] = {}
        denied = _DENYING.search(passage.text) is not None
        for phrase in _phrases(passage.text):
            key = tuple(each.stem for each in phrase)
            here.setdefault(key, _Use(" ".join(each.word for each in phrase), passage.told, denied))
        for key, use in here.items():
            found.setdefault(key, []).append(use)
    return found


def _phrases(text: str) -> Iterator[Sequence[Telling]]:
    """Every phrase of up to three telling words that stand together, none of them twice."""
    for run in runs(text):
        for start in range(len(run)):
            for end in range(start + 1, min(start + len(_WORTH), len(run)) + 1):
                if len({each.stem for each in run[start:end]}) == end - start:
                    yield run[start:end]


def _most(uses: Mapping[tuple[str, ...], Sequence[_Use]]) -> list[tuple[str, ...]]:
    """The phrases worth most; no word is in two of them."""
    often = [key for key, said in uses.items() if len(said) >= _OFTEN]
    taken: set[str] = set()
    chosen: list[tuple[str, ...]] = []
    for key in sorted(often, key=lambda key: len(uses[key]) * _WORTH[len(key) - 1], reverse=True):
        if len(chosen) < _PHRASES and taken.isdisjoint(key):
            chosen.append(key)
            taken.update(key)
    return chosen
