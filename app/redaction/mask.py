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
_SHORTEST_MARKED = 16
"""No token that shows its kind by how it begins is shorter."""

_BEGINNING = anchors_of(MARKED, before=r"\b")
_AROUND = anchors_of(ANYWHERE, first=len(MARKED))

_Place = tuple[int, int, Rule]
"""Where to try a rule, the rule's rank and the rule."""
_Span = tuple[int, int, int]
"""Start and end of what is replaced, and by how much the text after it moves."""


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
    places = _places(text)
    found = _found(text, places)
    more = found
    while more:  # again, because what stood beside a secret may be one itself
        masked, spans = _replaced(text, found)
        more = [_back(one, spans) for one in _found(masked, _places_left(masked, places, spans))]
        found = sorted(found + more, key=_start)
    return found


def mask(text: str) -> str:
    """`text` with each secret replaced by its placeholder. Masking twice changes nothing."""
    if len(text) < _SHORTEST_MARKED and (not text or text.replace(".", "").isalnum()):
        return text  # ids, times and single words: most of what is not said
    return replaced(text, find(text))


def replaced(text: str, found: Sequence[Found]) -> str:
    """`text` with placeholders where `found` says; they are in order and apart."""
    return _replaced(text, found)[0] if found else text


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
    if max(map(len, text.split()), default=0) >= _SHORTEST_MARKED:
        places += _BEGINNING.places(text)
    if not places:
        return places
    places.sort(key=itemgetter(1, 0))
    held = [(*one.span(), 0) for one in _PLACEHOLDER.finditer(text)] if "[secret:" in text else []
    return list(_outside(places, held)) if held else places


def _outside(places: Iterable[_Place], spans: Sequence[_Span]) -> Iterator[_Place]:
    """The places that none of the spans covers, where they stand after those are replaced."""
    starts = [start for start, _, _ in spans]
    for place, rank, rule in places:
        before = bisect_right(starts, place) - 1
        if before < 0:
            yield place, rank, rule
        elif place >= spans[before][1]:
            yield place + spans[before][2], rank, rule


def _places_left(masked: str, places: Sequence[_Place], spans: Sequence[_Span]) -> list[_Place]:
    ends = (end + shift for _, end, shift in spans)
    if any(masked[end - 1 : end] == "]" and masked[end : end + 1].isalnum() for end in ends):
        return _places(masked)  # a word begins now where none did
    return list(_outside(places, spans))


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
    found.sort(key=_start)
    return found


def _replaced(text: str, found: Sequence[Found]) -> tuple[str, list[_Span]]:
    parts: list[str] = []
    spans: list[_Span] = []
    end = shift = 0
    for one in found:
        placeholder = f"[secret:{one.type}]"
        parts += [text[end : one.start], placeholder]
        end = one.end
        shift += len(placeholder) - (one.end - one.start)
        spans.append((one.start, one.end, shift))
    return "".join([*parts, text[end:]]), spans


def _back(one: Found, spans: Sequence[_Span]) -> Found:
    """What was found in the masked text, at its place in the original."""
    before = bisect_right(spans, one.start, key=_end_masked) - 1
    shift = spans[before][2] if before >= 0 else 0
    return Found(one.type, one.start - shift, one.end - shift)


def _end_masked(span: _Span) -> int:
    return span[1] + span[2]


def _start(one: Found) -> int:
    return one.start


def _folded(text: str) -> str:
    """`text` in lower case, each character at its old place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)
