"""A message cut into sentences, and whom it speaks to."""

import re
from collections.abc import Iterator, Mapping

_END = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+|(?<=\.\.\.)(?=[A-Za-z])|(?<=\w\))\s+(?=[A-Z])"
    r"|\s+[-–—]{1,2}\s+(?=[A-Z])|\s*[;•]\s+"
)
_BULLET = re.compile(r"^(?:[-*•◦▪]|\d{1,2}[.)])\s+")
_ADDRESS = re.compile(r"^(?:\[[^\]]{1,40}\] *)?(?:\^ *|@)?([\w.\[\]`|-]{2,40})(?:[:,]| -)\s+")
_TURNS_TO = re.compile(r"(?:can|could|would|will|please|do|did|are|is|what|why|how|where|when|we|you|i think|any)\b")
_NOT_AN_END = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|mr|dr|st|incl|resp|cc)\.$", re.IGNORECASE)

MOST_SENTENCES = 40
"""How many sentences of one message are read."""


def sentences(text: str) -> list[str]:
    """The sentences of plain text, in order. A line of code (in backticks) is one sentence."""
    found: list[str] = []
    for line in text.split("\n"):
        line = _BULLET.sub("", line.strip())  # noqa: PLW2901 -- the same line, trimmed
        if not line:
            continue
        found += [line] if is_code(line) else _cut(line)
        if len(found) >= MOST_SENTENCES:
            break
    return found[:MOST_SENTENCES]


def is_code(line: str) -> bool:
    return len(line) > 2 and line[0] == "`" == line[-1] and "`" not in line[1:-1]


def _cut(line: str) -> list[str]:
    return [part for part in _joined(_END.split(line)) if part]


def _joined(parts: list[str]) -> Iterator[str]:
    """Parts again, with cuts undone that fell inside code or after an abbreviation."""
    held = ""
    for part in parts:
        held = f"{held} {part}" if held else part
        if held.count("`") % 2 == 0 and not _NOT_AN_END.search(held):
            yield held.strip()
            held = ""
    if held:
        yield held.strip()


def addressee(text: str, ids: Mapping[str, str]) -> tuple[str, str]:
    """Whom plain text speaks to by starting with their name, and the rest; no one and all of it otherwise.

    `ids` maps lower-case display name → user id.
    """
    match = _ADDRESS.match(text)
    if match and (person := ids.get(match[1].lower())):
        return person, text[match.end() :]
    first, _, rest = text.partition(" ")
    if _TURNS_TO.match(rest.lower()) and (person := ids.get(first.lower().lstrip("@^"))):
        return person, rest
    return "", text
