"""Says quickly which rules can match in a text at all: those with a literal that stands in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.redaction.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Anchors:
    """The literals of some rules; `gate` finds whether any stands in a text, in one pass over it."""

    gate: re.Pattern[str]
    rules: tuple[tuple[str, tuple[tuple[int, Rule], ...]], ...]

    def candidates(self, text: str) -> list[tuple[int, str, Rule]]:
        """The rules to try, each with the anchor to try it at, in the rules' order."""
        if not self.gate.search(text):
            return []
        found = [(place, anchor, rule) for anchor, rules in self.rules if anchor in text for place, rule in rules]
        found.sort(key=_place)
        return found


def anchors_of(rules: Sequence[Rule]) -> Anchors:
    """An index over the rules' anchors."""
    by_anchor: defaultdict[str, list[tuple[int, Rule]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        for anchor in rule.anchors:
            by_anchor[anchor].append((place, rule))
    return Anchors(re.compile(_any_of(by_anchor)), tuple((anchor, tuple(found)) for anchor, found in by_anchor.items()))


def _place(candidate: tuple[int, str, Rule]) -> int:
    return candidate[0]


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words that shares what they begin with, so that each character is looked at few times."""
    rest: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        rest[word[0]].append(word[1:])
    parts = [re.escape(first) + ("" if "" in ends else _any_of(ends)) for first, ends in sorted(rest.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
