"""Ranks texts with fields for a query: BM25F (Robertson and Zaragoza, 2009), with a bound from which on nothing is alike."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.context.similar.past import Field
from app.context.similar.terms import COMMON, counted

_K1 = 1.5
_B = 0.6
_SYNONYM_WEIGHT = 0.35
"""What the common term of a group of synonyms counts beside a word itself."""
_MOST_TERMS = 24
_BESIDES_WEIGHT = 0.25
_STRONG = 0.165
_SEVERAL = 2
_FEWEST = 30
"""With fewer texts than this, words are rated as if there were so many: a word is not common because one of two has it."""
WEIGHTS: Mapping[Field, float] = {
    Field.TITLE: 2.5,
    Field.SYMPTOMS: 2.0,
    Field.SERVICES: 2.0,
    Field.CAUSES: 1.0,
    Field.FIX: 0.7,
    Field.REST: 0.5,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """`place` is the text's number, `points` what it is ranked by. `shared` are the terms that it has in common with the
    query, those that count most first; `strength` is the share of the points that a text would have which has every
    term of the query in abundance (0 to 1).
    """

    place: int
    points: float
    strength: float = 0.0
    shared: tuple[str, ...] = ()

    @property
    def is_weak(self) -> bool:
        """Whether texts about something else are as much alike, too. The bounds are measured: see docs/evaluation.md."""
        telling = sum(1 for term in self.shared if not term.startswith("~") and term not in COMMON)
        return self.strength < _STRONG or telling < _SEVERAL


@dataclass(frozen=True, slots=True)
class Index:
    """Built once for a set of texts. `weighted` has for each text the weighted count of each term."""

    weighted: Sequence[Mapping[str, float]]
    idf: Mapping[str, float] = field(default_factory=dict)
    unknown_idf: float = 0.0

    def search(self, query: str, besides: str = "") -> list[Hit]:
        """Every text that shares a term with the query, best first. What is said `besides` counts a little in the order; it
        makes nothing alike.
        """
        points = {hit.place: hit.points * _BESIDES_WEIGHT for hit in self._hits(besides)}
        hits = [replace(hit, points=hit.points + points.get(hit.place, 0.0)) for hit in self._hits(query)]
        return sorted(hits, key=lambda hit: (-hit.points, hit.place))

    def _hits(self, query: str) -> list[Hit]:
        wanted, whole = self._wanted(query)
        return [hit for place in range(len(self.weighted)) if (hit := self._hit(place, wanted, whole))]

    def _wanted(self, query: str) -> tuple[dict[str, float], float]:
        """The weight of each term of the query, rarer ones more, repeated ones a little more; and what all are worth.

        Of a long query only the most telling terms count, or everything would be a little like it.
        """
        counts = counted(query)
        worth = {term: (1 + math.log(count)) * _worth(term) for term, count in counts.items()}
        known = {term: self.idf[term] * value for term, value in worth.items() if term in self.idf}
        telling = sorted(known, key=lambda term: (-known[term], term))[:_MOST_TERMS]
        unknown = sum(self.unknown_idf * value for term, value in worth.items() if term not in known)
        kept = {term: known[term] for term in telling}
        return kept, sum(kept.values()) + unknown * (len(kept) / len(known) if known else 1)

    def _hit(self, place: int, wanted: Mapping[str, float], whole: float) -> Hit | None:
        there = self.weighted[place]
        points = {term: weight * _saturated(there[term]) for term, weight in wanted.items() if term in there}
        if not points:
            return None
        shared = sorted(points, key=lambda term: (-points[term], term))
        total = sum(points.values())
        return Hit(place, total, total / (whole * (_K1 + 1)), tuple(shared))


def index(texts: Sequence[Mapping[Field, str]]) -> Index:
    """An index over texts, each with its fields."""
    fields = [{name: counted(text) for name, text in each.items()} for each in texts]
    lengths = {name: [sum(each.get(name, Counter()).values()) for each in fields] for name in Field}
    means = {name: sum(some) / max(1, sum(1 for one in some if one)) for name, some in lengths.items()}
    weighted = [_weighted(each, means) for each in fields]
    document_count = max(len(texts), _FEWEST)
    found_in = Counter(term for each in weighted for term in each)
    idf = {term: _idf(document_count, count) for term, count in found_in.items()}
    return Index(weighted, idf, _idf(document_count, 0))


def _weighted(fields: Mapping[Field, Counter[str]], means: Mapping[Field, float]) -> dict[str, float]:
    weighted = defaultdict[str, float](float)
    for name, counts in fields.items():
        length = sum(counts.values())
        if not length:
            continue
        normal = 1 - _B + _B * length / means[name]
        for term, count in counts.items():
            weighted[term] += WEIGHTS[name] * count / normal
    return dict(weighted)


def _idf(document_count: int, found_in: int) -> float:
    return math.log(1 + (document_count - found_in + 0.5) / (found_in + 0.5))


def _saturated(count: float) -> float:
    return count * (_K1 + 1) / (count + _K1)


def _worth(term: str) -> float:
    return _SYNONYM_WEIGHT if term.startswith("~") else 1.0
