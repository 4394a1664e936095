"""Whether the value of an argument has the type and keeps the limits that the contract states.

Text stands for every type, since a query and a form know no other.
"""

import re

from app.sandbox.contract import Argument
from app.sandbox.contract.structure import must_provide
from app.sandbox.timestamps import is_ts

LARGEST_PAGE = 1000
_TIMESTAMP_KINDS = frozenset({"timestamp", "ts"})


def argument_fault(argument: Argument, value: object) -> str | None:
    """What is wrong with the value of an argument, as Slack words it; None if nothing is."""
    if not any(_is(type_name, value) for type_name in argument.types):
        return must_provide(argument.types[0])
    if isinstance(value, str) and argument.kind in _TIMESTAMP_KINDS and not is_ts(value):
        return "must be a timestamp"
    return _limit_fault(argument, value)


def _limit_fault(argument: Argument, value: object) -> str | None:
    if argument.enum and value not in argument.enum:
        return "must be a valid enum value"
    if {"integer", "number"} & set(argument.types) and _is("number", value):
        return _range_fault(argument, float(str(value)))
    if isinstance(value, str | list):
        return _size_fault(argument, value)
    return None


def _size_fault(argument: Argument, value: str | list[object]) -> str | None:
    if isinstance(value, str):
        least, most = argument.min_length, argument.max_length
        if most is not None and len(value) > most:
            return f"must be less than {most + 1} characters"
        return f"must be more than {least - 1} characters" if least is not None and len(value) < least else None
    least, most = argument.min_items, argument.max_items
    if most is not None and len(value) > most:
        return f"no more than {most} items allowed"
    return f"no less than {least} items allowed" if least is not None and len(value) < least else None


def _range_fault(argument: Argument, number: float) -> str | None:
    most = LARGEST_PAGE if argument.name == "limit" and argument.maximum is None else argument.maximum
    least = 0 if argument.name == "limit" and argument.minimum is None else argument.minimum
    if least is not None and number < least:
        return f"must be greater than {least - 1:g}"
    if most is not None and number > most:
        return f"must be less than {most + 1:g}"
    return None


def _is(type_name: str, value: object) -> bool:
    """Whether `value` is of this JSON type, or the text that stands for it in a query or form."""
    is_flag = isinstance(value, bool)
    match type_name:
        case "boolean":
            fits = is_flag or str(value).lower() in {"true", "false", "", "0", "1"}
        case "integer":
            fits = not is_flag and re.fullmatch(r"-?\d+", str(value)) is not None
        case "number":
            fits = not is_flag and re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
        case "array":
            fits = isinstance(value, list | str)
        case "object":
            fits = isinstance(value, dict | str)
        case "null":
            fits = value is None or value == ""
        case _:
            fits = isinstance(value, str | int | float) and not is_flag
    return fits
