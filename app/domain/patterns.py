"""Many log lines told in few: what varies (numbers, ids, addresses, paths) is masked, and lines that then differ in few
words are one pattern. Linear in the lines; the memory it takes has a bound, however many there are.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.json import Json, object_of, text_of

ANYTHING = "<*>"
OTHERS = "(other lines)"
"""The template of what is left when there are more patterns than are kept."""
_MOST_CHARS = 2000
_MOST_TOKENS = 60
_MOST_PATTERNS = 500
_MOST_ALIKE = 40  # patterns that a line is compared with
_MOST_KNOWN = 20_000  # masked lines whose pattern is remembered
_MOST_EXAMPLES = 3
_MOST_EXAMPLE_CHARS = 500
_ALIKE = 0.7  # the share of words that two lines must have in common

_MASKS = (
    (
        "time",
        r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d\d:?\d\d)?|\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?",
    ),
    ("uuid", r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"),
    ("url", r"\b[a-z][a-z0-9+]{1,10}://[^\s\"'<>,;)]{1,500}"),
    ("email", r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b"),
    ("ip", r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b|\[?(?:[0-9a-fA-F]{1,4}:){4,7}:?[0-9a-fA-F]{1,4}\b\]?"),
    ("path", r"(?<![\w<])/[\w.@%+~-]{1,200}(?:/[\w.@%+~-]{0,200}){1,40}"),
    ("hex", r"\b0x[0-9a-fA-F]{1,40}\b|\b(?=[a-f]{0,63}\d)(?=\d{0,63}[a-f])[0-9a-f]{8,64}\b"),
    ("text", r"\"[^\"\s]{1,200}\"|'[^'\s]{1,200}'"),
    ("id", r"\b(?=[A-Za-z_-]{0,80}\d)[A-Za-z0-9]{1,60}(?:[_-][A-Za-z0-9]{1,60}){1,12}\b"),
    ("num", r"(?<![A-Za-z0-9])[-+]?\d[\d.,]{0,40}(?:[eE][-+]?\d{1,3})?(?:%|[a-zA-Zµ]{1,3}\b)?"),
)
_MASK = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _MASKS))
_VALUE = r"=(?:\"((?:[^\"\\]|\\.){1,1500})\"|(\S{1,300}))"
_PAIRS = tuple(re.compile(rf"(?:^|\s)(?:{names}){_VALUE}") for names in ("msg|message", "error|err"))
_TRACEBACK = "Traceback (most recent call last)"
_PLACEHOLDER = re.compile(r"<[a-z*]{1,5}>")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLOG = re.compile(r"[IWEF]\d{4}")
_MOST_PREFIX = 8
_SAYS = ("message", "msg", "log", "event")
_WHY = ("error", "err", "exception")
_LEVEL_NAMES = ("level", "severity", "lvl", "log.level", "loglevel", "levelname")
_LEVEL = re.compile(
    r"(?:level|severity|lvl)[\"']?\s{0,3}[=:]\s{0,3}[\"']?([A-Za-z]{3,9})|\b(INFO|DEBUG|TRACE|NOTICE)\b"
)
_WORDS = (
    (1, ("fatal", "panic", "critical", "crit", "emerg", "emergency", "alert")),
    (
        2,
        (
            "error",
            "err",
            "exception",
            "failed",
            "failure",
            "traceback",
            "severe",
            "oomkilled",
            "oom",
            "killed",
            "deadlock",
            "corrupted",
        ),
    ),
    (
        3,
        (
            "warn",
            "warning",
            "timeout",
            "refused",
            "denied",
            "retrying",
            "exhausted",
            "unavailable",
            "unreachable",
            "rejected",
        ),
    ),
)
_SEVERITIES = {word: severity for severity, words in _WORDS for word in words}
_LEVELS = _SEVERITIES | dict.fromkeys(("info", "information", "notice", "debug", "trace", "verbose"), 5)
_WORD = re.compile(r"[A-Za-z]{3,40}")
_CAMEL = re.compile(r"(?<=[a-z])(?:Error|Exception)\b")


@dataclass(frozen=True, slots=True)
class LogLine:
    """`level` as the log says it, empty where it does not."""

    at: datetime
    text: str
    level: str = ""


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


def template(text: str) -> str:
    """The line with what varies masked."""
    return " ".join(_tokens(text))


def severity_of(text: str, level: str = "") -> int | None:
    """By the level if there is one, else by the worst word."""
    found = _LEVEL.search(text[:_MOST_CHARS])
    said = level or (found and (found[1] or found[2])) or ""
    if (by_level := _LEVELS.get(said.casefold())) is not None:
        return by_level
    words = _WORD.findall(_CAMEL.sub(" error", text[:_MOST_CHARS]))
    return min((_SEVERITIES[word] for word in map(str.casefold, words) if word in _SEVERITIES), default=None)


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
        said, level = _said(one.text)
        tokens = _tokens(said)
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


def _said(text: str) -> tuple[str, str]:
    """What a line says, and its level: of a JSON object or of `key=value` pairs the message and the error, else one line."""
    text = text[: _MOST_CHARS * 4].strip()
    if text.startswith("{"):
        given = object_of(_json(text))
        level = next((text_of(given[name]) for name in _LEVEL_NAMES if text_of(given.get(name))), "")
        parts = [
            next((text_of(given[name]) for name in names if text_of(given.get(name))), "") for names in (_SAYS, _WHY)
        ]
        if any(parts):
            return _joined(parts), level
    first = _first_line(text)
    found = [pattern.search(first) for pattern in _PAIRS]
    parts = [(one[1] or one[2]).replace('\\"', '"') if one else "" for one in found]
    return _joined(parts) or first, ""


def _joined(parts: Iterable[str]) -> str:
    return ": ".join(_first_line(one) for one in parts if one.strip())


def _json(text: str) -> Json:
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _first_line(text: str) -> str:
    """Of a Python traceback the last line: that says what went wrong."""
    lines = text.strip().splitlines() or [""]
    if lines[0].startswith(_TRACEBACK):
        lines = [one for one in lines[1:] if one.strip() and not one[0].isspace()][-1:] or lines
    return lines[0][:_MOST_CHARS]


def _tokens(text: str) -> list[str]:
    """Words, masked, without what only says when and how bad it was, if that stands at the beginning."""
    masked = _MASK.sub(lambda found: f"<{found.lastgroup}>", text[:_MOST_CHARS])
    tokens = masked.split()[:_MOST_TOKENS]
    start = next((at for at, one in enumerate(tokens[:_MOST_PREFIX]) if not _is_prefix(one)), 0)
    return tokens[start:]


def _is_prefix(token: str) -> bool:
    letters = _LETTERS.findall(_PLACEHOLDER.sub("", token))
    if not letters or _GLOG.fullmatch(token):
        return True
    is_level = len(letters) == 1 and letters[0].casefold() in _LEVELS
    return is_level and (letters[0].isupper() or token.startswith(("[", "(")))


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
