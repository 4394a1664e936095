"""What a log line says, without what varies in it; and how bad it looks."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.json import Json, object_of, text_of

_MOST_CHARS = 2000
_MOST_TOKENS = 60

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


def template(text: str) -> str:
    """The line with what varies masked."""
    return " ".join(tokens_of(text))


def severity_of(text: str, level: str = "") -> int | None:
    """By the level if there is one, else by the worst word."""
    found = _LEVEL.search(text[:_MOST_CHARS])
    said = level or (found and (found[1] or found[2])) or ""
    if (by_level := _LEVELS.get(said.casefold())) is not None:
        return by_level
    words = _WORD.findall(_CAMEL.sub(" error", text[:_MOST_CHARS]))
    return min((_SEVERITIES[word] for word in map(str.casefold, words) if word in _SEVERITIES), default=None)


def said(text: str) -> tuple[str, str]:
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


def tokens_of(text: str) -> list[str]:
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
