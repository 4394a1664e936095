"""Masks the secrets in a text with typed placeholders such as `[secret:aws-key]`, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import Json
from app.redaction.secrets import RULES, looks_random


@dataclass(frozen=True, slots=True)
class Found:
    """A secret's rule and place in the original text (character offsets, end excluded)."""

    type: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """The secrets in `text`, in order, none overlapping; the first rule that claims a place keeps it."""
    found: list[Found] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span("secret")
            secret = match.group("secret")
            if secret.startswith("[secret:") or (rule.random and not looks_random(secret, rule.random)):
                continue
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Found(rule.name, start, end))
    return sorted(found, key=lambda one: one.start)


def mask(text: str) -> str:
    """`text` with each secret replaced by its placeholder. Masking twice changes nothing."""
    parts, end = [], 0
    for one in find(text):
        parts += [text[end : one.start], f"[secret:{one.type}]"]
        end = one.end
    return "".join([*parts, text[end:]])


def mask_json(value: Json) -> Json:
    """The same for every text inside a JSON value; keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: mask_json(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [mask_json(item) for item in value]
    return value
