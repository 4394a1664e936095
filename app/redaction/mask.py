"""Masks the secrets in a text with typed placeholders such as `[secret:aws-key]`, before anything is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import Json
from app.redaction.anchors import anchors_of
from app.redaction.rules import COMPANY, MARKED, Rule

_PLACEHOLDER = re.compile(r"\[secret:[a-z-]{1,40}\]")
_SHORTEST_MARKED = 16
"""No token that shows its kind itself is shorter."""

_MARKED = anchors_of(MARKED)
_COMPANY = anchors_of(COMPANY)


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
    claims = _claims(text)
    if not claims:
        return []
    found: list[Found] = []
    taken = bytearray(len(text))
    for placeholder in _PLACEHOLDER.finditer(text):
        _take(taken, *placeholder.span())
    for claim in claims:
        if taken.find(1, claim.start, claim.end) < 0:
            _take(taken, claim.start, claim.end)
            found.append(claim)
    return sorted(found, key=lambda one: one.start)


def mask(text: str) -> str:
    """`text` with each secret replaced by its placeholder. Masking twice changes nothing."""
    if len(text) < _SHORTEST_MARKED and (not text or text.replace(".", "").isalnum()):
        return text  # ids, times and single words: most of what is not said
    while found := find(text):  # again, because what stood beside a secret may be one itself
        parts, end = [], 0
        for one in found:
            parts += [text[end : one.start], f"[secret:{one.type}]"]
            end = one.end
        text = "".join([*parts, text[end:]])
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


def _claims(text: str) -> list[Found]:
    """What the rules accept, in the rules' order."""
    claims: list[Found] = []
    runs = " ".join([run for run in text.split() if len(run) >= _SHORTEST_MARKED])
    if runs:
        for _, anchor, rule in _MARKED.candidates(runs):
            _claim(claims, rule, anchor, text, text)
    folded = _folded(text)
    for _, anchor, rule in _COMPANY.candidates(folded):
        _claim(claims, rule, anchor, text, folded)
    return claims


def _claim(claims: list[Found], rule: Rule, anchor: str, text: str, searched: str) -> None:
    place = searched.find(anchor)
    while place >= 0:
        match = rule.pattern.match(text, max(0, place - rule.back))
        if match and rule.accepts(match):
            claims.append(Found(rule.name, *match.span("secret")))
            place = max(place, match.end("secret") - 1)
        place = searched.find(anchor, place + 1)


def _folded(text: str) -> str:
    """`text` in lower case, each character at its old place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)
