"""JSON values as they travel: how the sandbox reads an `object` that came over the wire without trusting its type."""

import json
import re
from collections.abc import Mapping

Json = dict[str, object]
JsonMap = Mapping[str, object]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which UTF-8 cannot say: typed text may hold one."""


def parse(text: str | bytes) -> object:
    """The value written in `text`. Raises ValueError where it is not JSON."""
    value: object = json.loads(text)
    return value


def dump(value: object) -> str:
    """`value` as compact JSON, text kept readable."""
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", _ENCODER.encode(value))


def as_object(value: object) -> Json:
    """`value` where it is an object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}


def as_objects(value: object) -> list[Json]:
    """The objects in a list; whatever else it holds is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, (list, tuple)) else []


def as_texts(value: object) -> list[str]:
    """The strings in a list; whatever else it holds is left out."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []


def as_text(value: object) -> str:
    """`value` where it is a string, otherwise an empty one."""
    return value if isinstance(value, str) else ""
