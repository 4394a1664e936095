"""Small alterations that leave nearly all words of code in place and still change what it does."""

import re
from collections import Counter
from collections.abc import Sequence

from app.context.identifiers import atoms

_OPERATOR = re.compile(r"<=|>=|==|!=|&&|\|\||<|>|\+|-(?!>)|/|%|!(?!=)|\b(?:not|and|or|await|async)\b")
_LOOP = re.compile(r"\b(?:for|while|foreach|loop)\b|\.(?:map|forEach|each|flatMap|par_iter)\b")
_ASKS = re.compile(
    r"quer(?:y|ies)|fetch|select\b|\bfind|\bload|\.get\(|\bget_?[A-Z]?\w*\(|\.(?:post|exec|call|request|send)\(|rpc",
    re.IGNORECASE,
)
_LOCK = re.compile(r"(\w+)\W+(?:un)?(?:lock|acquire)\b", re.IGNORECASE)
_WITHIN = 4  # lines after the head of a loop that are taken for its body


def is_twisted(taken: Sequence[str], put: Sequence[str]) -> bool:
    """Whether words change their places in a line, locks their order, or something is now asked within a loop."""
    return (
        any(_is_reordered(line, put) for line in taken)
        or [found for line in taken for found in _LOCK.findall(line)]
        != [found for line in put for found in _LOCK.findall(line)]
        or (asks_in_loop(put) != "" and asks_in_loop(taken) == "")
    )


def operators(lines: Sequence[str]) -> Counter[str]:
    return Counter(sign for line in lines for sign in _OPERATOR.findall(line))


def asks_in_loop(lines: Sequence[str]) -> str:
    """The first line that asks something (a query, a call) for each of many; empty where none does."""
    for place, line in enumerate(lines):
        if _LOOP.search(line):
            body = [line, *_deeper(line, lines[place + 1 : place + 1 + _WITHIN])]
            found = next((each for each in body if _ASKS.search(each)), "")
            if found:
                return found.strip()
    return ""


def _deeper(head: str, lines: Sequence[str]) -> list[str]:
    return [line for line in lines if _indent(line) > _indent(head)]


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _is_reordered(line: str, put: Sequence[str]) -> bool:
    """The same words in another order, as when arguments are swapped."""
    words = atoms(line)
    return len(words) > 2 and any(each != words and sorted(each) == sorted(words) for each in map(atoms, put))
