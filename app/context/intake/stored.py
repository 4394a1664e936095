"""Texts from other systems as they are stored: secrets masked, acceptable to both databases, of a sensible length."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.domain.json import Json, object_of, text_of
from app.redaction.mask import mask
from app.store.columns import storable

KEY_CHARACTERS = 200
TITLE_CHARACTERS = 300
LINE_CHARACTERS = 1000
ADDRESS_CHARACTERS = 2000
TEXT_CHARACTERS = 4000
MOST_ATTRIBUTES = 200
"""More than anybody gives: a rule cannot look at what is not kept."""


def text(said: str, most: int) -> str:
    """`said` without secrets, at most `most` characters."""
    return mask(storable(said))[:most]


def line(said: str, most: int) -> str:
    """The same on one line."""
    return text(" ".join(said.split()), most)


def attributes(said: Mapping[str, str]) -> dict[str, str]:
    kept = list(said.items())[:MOST_ATTRIBUTES]
    return {text(name, KEY_CHARACTERS): _value(storable(name), value) for name, value in kept}


def _value(name: str, value: str) -> str:
    """Without what is a secret by itself, or by its name (`db_password`)."""
    named = f"{name}="
    masked = mask(named + storable(value))
    return (masked.removeprefix(named) if masked.startswith(named) else mask(storable(value)))[:LINE_CHARACTERS]


def texts(said: Iterable[str], most: int, number: int) -> tuple[str, ...]:
    return tuple(text(one, most) for one, _ in zip(said, range(number), strict=False))


def attributes_of(value: Json) -> dict[str, str]:
    """What was stored of `attributes`."""
    return {name: text_of(one) for name, one in object_of(value).items()}


def moment(value: datetime | None) -> str:
    """A time for a JSON body, empty for none."""
    return value.isoformat() if value else ""


def moment_of(value: Json) -> datetime | None:
    written = text_of(value)
    return datetime.fromisoformat(written) if written else None
