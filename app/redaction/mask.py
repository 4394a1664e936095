"""Masks the secrets in a text with typed placeholders such as `[secret:aws-key]`, before anything is stored."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from app.domain.json import Json
from app.redaction.anchors import anchors_of
from app.redaction.rules import ANYWHERE, MARKED
from app.redaction.rules.rule import Rule

_PLACEHOLDER = re.compile(r"\[secret:[a-z-]{1,40}\]")
_IN_A_WORD = re.compile(r"\w\w")
_SHORTEST_MARKED = 16
"""No token that shows its kind by how it begins is shorter."""

_BEGINNING = anchors_of(MARKED, before=r"\b")
_AROUND = anchors_of(ANYWHERE, first=len(MARKED))

_Place = tuple[int, int, Rule]
"""Where to try a rule, the rule's rank and the rule."""


@dataclass(frozen=True, slots=True)
class Found:
    """A secret's rule and place in the original text (character offsets, end excluded)."""

    type: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """The secrets in `text`, in order, none overlapping; the first rule that claims a place keeps it.

    A placeholder is not a secret, nor is anything that reaches into one.
    """
    return _found(text, _places(text))


def mask(text: str) -> str:
    """`text` with each secret replaced by its placeholder. Masking twice changes nothing."""
    if len(text) < _SHORTEST_MARKED and (not text or text.replace(".", "").isalnum()):
        return text  # ids, times and single words: most of what is not said
    places = _places(text)
    while found := _found(text, places):  # again, because what stood beside a secret may be one itself
        text, places = _replaced(text, found, places)
    return text


def mask_json(value: Json) -> Json:
    """The same for every text inside a JSON value; keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: mask_json(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [mask_json(item) for item in value]
    return value


def _places(text: str) -> list[_Place]:
    """Where which rules are worth trying: at their anchors, outside of placeholders; in order of rank."""
    places = list(_AROUND.places(_folded(text)))
    if any([len(run) >= _SHORTEST_MARKED for run in text.split()]):  # noqa: C419 -- a list is twice as quick here
        places += _BEGINNING.places(text)
    if not places:
        return places
    places.sort(key=itemgetter(1, 0))
    held = [(*one.span(), 0) for one in _PLACEHOLDER.finditer(text)]
    return list(_outside(places, held)) if held else places


def _outside(places: Iterable[_Place], spans: Sequence[tuple[int, int, int]]) -> Iterator[_Place]:
    """The places that none of the spans covers, moved by the third number of the span before them."""
    starts = [start for start, _, _ in spans]
    for place, rank, rule in places:
        before = bisect_right(starts, place) - 1
        if before < 0:
            yield place, rank, rule
        elif place >= spans[before][1]:
            yield place + spans[before][2], rank, rule


def _found(text: str, places: Sequence[_Place]) -> list[Found]:
    if not places:
        return []
    found: list[Found] = []
    taken = bytearray(len(text))
    for placeholder in _PLACEHOLDER.finditer(text):
        _take(taken, *placeholder.span())
    for place, _, rule in places:
        match = rule.pattern.match(text, max(0, place - rule.back))
        if match and rule.accepts(match):
            start, end = match.span("secret")
            if taken.find(1, start, end) < 0:
                _take(taken, start, end)
                found.append(Found(rule.name, start, end))
    found.sort(key=lambda one: one.start)
    return found


def _replaced(text: str, found: Sequence[Found], places: Sequence[_Place]) -> tuple[str, list[_Place]]:
    """The text with placeholders, and the places that are left in it."""
    parts: list[str] = []
    spans: list[tuple[int, int, int]] = []
    end = shift = 0
    for one in found:
        placeholder = f"[secret:{one.type}]"
        parts += [text[end : one.start], placeholder]
        end = one.end
        shift += len(placeholder) - (one.end - one.start)
        spans.append((one.start, one.end, shift))
    masked = "".join([*parts, text[end:]])
    if any(_IN_A_WORD.match(text, one.end - 1) for one in found):
        return masked, _places(masked)  # a word begins now where none did
    return masked, list(_outside(places, spans))


def _folded(text: str) -> str:
    """`text` in lower case, each character at its old place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)
