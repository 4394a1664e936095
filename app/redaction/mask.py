"""Masks the secrets in a text with typed placeholders such as `[secret:aws-key]`, before anything is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import Json
from app.redaction.secrets import RULES, looks_random

_PLACEHOLDER = re.compile(r"\[secret:[a-z-]{1,40}\]")


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
    found: list[Found] = []
    taken = bytearray(len(text))
    for placeholder in _PLACEHOLDER.finditer(text):
        _take(taken, *placeholder.span())
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span("secret")
            if any(taken[start:end]) or (rule.random and not looks_random(match.group("secret"), rule.random)):
                continue
            _take(taken, start, end)
            found.append(Found(rule.name, start, end))
    return sorted(found, key=lambda one: one.start)


_SHORTEST_BARE = 20
"""No rule takes fewer letters and digits than this, unless something else stands among them."""


def mask(text: str) -> str:
    """`text` with each secret replaced by its placeholder. Masking twice changes nothing."""
    if len(text) < _SHORTEST_BARE and (not text or text.replace(".", "").isalnum()):
        return text  # ids, times and single words: most of what is not said
    while found := find(text):  # again, because what stood beside a secret may be one itself
        parts, end = [], 0
        for one in found:
            parts += [text[end : one.start], f"[secret:{one.type}]"]
            end = one.end
        text = "".join([*parts, text[end:]])
    return text


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def mask_json(value: Json) -> Json:
    """The same for every text inside a JSON value; keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: mask_json(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [mask_json(item) for item in value]
    return value
