"""Okapi BM25 over lower-case words, as plain as it gets: what our own search is measured against."""

import math
import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
_K1 = 1.2
_B = 0.75


class PlainBm25:
    """k1 = 1.2, b = 0.75, no stop words, no stemming, no fields."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts = [Counter(_WORD.findall(text.lower())) for text in texts]
        self._lengths = [counts.total() for counts in self._counts]
        self._mean = sum(self._lengths) / max(1, len(texts))
        found_in = Counter(word for counts in self._counts for word in counts)
        self._idf = {word: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for word, n in found_in.items()}

    def ranked(self, query: str) -> list[int]:
        """The numbers of all texts, best first."""
        words = _WORD.findall(query.lower())
        points = [sum(self._points(word, place) for word in words) for place in range(len(self._counts))]
        return sorted(range(len(points)), key=lambda place: (-points[place], place))

    def _points(self, word: str, place: int) -> float:
        count = self._counts[place][word]
        if not count:
            return 0.0
        return self._idf[word] * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * self._lengths[place] / self._mean))
