"""The shape of JSON values, so that what was parsed is narrowed where it is read instead of being trusted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]


def text_of(value: object) -> str:
    """`value` if it is text, else the empty string."""
    return value if isinstance(value, str) else ""


def object_of(value: Json) -> JsonObject:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def objects_of(value: Json) -> list[JsonObject]:
    """The objects in `value` if it is a list, else none."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return []
    return [item for item in value if isinstance(item, Mapping)]


def texts_of(value: Json) -> list[str]:
    """The texts in `value` if it is a list, else none."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return []
    return [item for item in value if isinstance(item, str)]


def all_texts(value: Json) -> Iterator[str]:
    """Every text in a JSON value, however deep; keys are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from all_texts(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from all_texts(item)
