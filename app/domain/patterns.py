"""Many log lines told in few: what varies (numbers, ids, addresses, paths) is masked, and lines that then differ in few
words are one pattern. Linear in the lines; the memory it takes has a bound, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.log_lines import LogLine, said, severity_of, tokens_of

ANYTHING = "<*>"
OTHERS = "(other lines)"
"""The template of what is left when there are more patterns than are kept."""
_MOST_PATTERNS = 500
_MOST_ALIKE = 40  # patterns that a line is compared with
_MOST_KNOWN = 20_000  # masked lines whose pattern is remembered
_MOST_EXAMPLES = 3
_MOST_EXAMPLE_CHARS = 500
_ALIKE = 0.7  # the share of words that two lines must have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Lines that say the same. `template` has `<num>`, `<ip>`, `<*>` and the like for what varies; `examples` are up to 3
    of the lines, each up to 500 characters. `severity` is a guess, 1 (worst) to 5, from the level or the words; None: they say nothing.
    """

    template: str
    count: int
    first_at: datetime
    last_at: datetime
    examples: tuple[str, ...]
    severity: int | None


def patterns(lines: Iterable[LogLine]) -> list[Pattern]:
    """The patterns, the one with the most lines first; at most 500, and one for the lines of all others."""
    sorting = _Sorting()
    for one in lines:
        sorting.take(one)
    merged: dict[str, Pattern] = {}
    for cluster in sorting.clusters:
        found = cluster.pattern()
        merged[found.template] = _together(merged.get(found.template), found)
    return sorted(merged.values(), key=lambda one: (-one.count, one.first_at, one.template))


@dataclass(slots=True)
class _Cluster:
    tokens: list[str]
    first_at: datetime
    last_at: datetime
    count: int = 0
    severity: int | None = None
    examples: list[str] = field(default_factory=list)

    def add(self, one: LogLine, severity: int | None) -> None:
        self.count += 1
        self.first_at, self.last_at = min(self.first_at, one.at), max(self.last_at, one.at)
        self.severity = _worse(self.severity, severity)
        if len(self.examples) < _MOST_EXAMPLES and (text := one.text[:_MOST_EXAMPLE_CHARS]) not in self.examples:
            self.examples.append(text)

    def likeness(self, tokens: list[str]) -> float:
        same = sum(a == b for a, b in zip(self.tokens, tokens, strict=True))
        return same / len(tokens)

    def widen(self, tokens: list[str]) -> None:
        self.tokens = [a if a == b else ANYTHING for a, b in zip(self.tokens, tokens, strict=True)]

    def pattern(self) -> Pattern:
        return Pattern(
            template=" ".join(self.tokens),
            count=self.count,
            first_at=self.first_at,
            last_at=self.last_at,
            examples=tuple(self.examples),
            severity=self.severity,
        )


class _Sorting:
    """Puts each line to the pattern it is like, or begins one with it."""

    def __init__(self) -> None:
        self.clusters: list[_Cluster] = []
        self._known: dict[str, _Cluster] = {}
        self._alike: dict[tuple[int, str], list[_Cluster]] = {}
        self._others: _Cluster | None = None

    def take(self, one: LogLine) -> None:
        text, level = said(one.text)
        tokens = tokens_of(text)
        if not tokens:
            return
        key = " ".join(tokens)
        cluster = self._known.get(key) or self._for(tokens, one)
        if len(self._known) < _MOST_KNOWN:
            self._known[key] = cluster
        cluster.add(one, severity_of(one.text, one.level or level))

    def _for(self, tokens: list[str], one: LogLine) -> _Cluster:
        bucket = self._alike.get((len(tokens), tokens[0]), [])
        best = max(bucket, key=lambda cluster: cluster.likeness(tokens), default=None)
        if best is not None and best.likeness(tokens) >= _ALIKE:
            best.widen(tokens)
            return best
        if len(self.clusters) >= _MOST_PATTERNS or len(bucket) >= _MOST_ALIKE:
            return self._rest(one)
        cluster = _Cluster(tokens, one.at, one.at)
        self.clusters.append(cluster)
        self._alike.setdefault((len(tokens), tokens[0]), []).append(cluster)
        return cluster

    def _rest(self, one: LogLine) -> _Cluster:
        if self._others is None:
            self._others = _Cluster([OTHERS], one.at, one.at)
            self.clusters.append(self._others)
        return self._others


def _worse(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _together(one: Pattern | None, other: Pattern) -> Pattern:
    if one is None:
        return other
    return replace(
        one,
        count=one.count + other.count,
        first_at=min(one.first_at, other.first_at),
        last_at=max(one.last_at, other.last_at),
        examples=(*one.examples, *other.examples)[:_MOST_EXAMPLES],
        severity=_worse(one.severity, other.severity),
    )
