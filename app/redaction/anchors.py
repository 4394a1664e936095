"""Says quickly where in a text which rules can match at all: where one of their literals stands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.redaction.rules.rule import Rule

Candidate = tuple[int, str, Rule]
"""A rule's rank among the others, an anchor of its, and the rule."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The literals of some rules. `stems` finds the places of all in one pass, by the shortest that begins each."""

    stems: re.Pattern[str]
    by_stem: Mapping[str, Sequence[Candidate]]

    def places(self, text: str) -> Iterator[tuple[int, int, Rule]]:
        """Where which rule is to be tried, from left to right: place, the rule's rank, rule."""
        for match in self.stems.finditer(text):
            stem, place = match[1], match.start()
            for rank, anchor, rule in self.by_stem[stem]:
                if anchor == stem or text.startswith(anchor, place):
                    yield place, rank, rule


def anchors_of(rules: Sequence[Rule], first: int = 0, before: str = "") -> Anchors:
    """An index over the rules' anchors; the rules rank from `first` on. Each anchor stands after the pattern `before`."""
    anchors = {anchor for rule in rules for anchor in rule.anchors}
    stems = [one for one in anchors if not any(one != other and one.startswith(other) for other in anchors)]
    by_stem: dict[str, list[Candidate]] = {stem: [] for stem in stems}
    for rank, rule in enumerate(rules, first):
        for anchor in rule.anchors:
            stem = next(stem for stem in stems if anchor.startswith(stem))
            by_stem[stem].append((rank, anchor, rule))
    return Anchors(re.compile(f"{before}(?=({_any_of(stems)}))"), by_stem)


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words that shares what they begin with, so that each character is looked at few times."""
    rest: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        rest[word[0]].append(word[1:])
    parts = [re.escape(first) + ("" if "" in ends else _any_of(ends)) for first, ends in sorted(rest.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
