"""Cursors: a page of a list, and where the next one begins."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.webapi.call import Call

Item = TypeVar("Item")


def encode_cursor(place: str) -> str:
    return base64.b64encode(f"next:{place}".encode()).decode()


def decode_cursor(cursor: str) -> str:
    """The place that a cursor stands for; empty for the beginning. Raises `invalid_cursor`."""
    if not cursor:
        return ""
    try:
        kind, _, place = base64.b64decode(cursor, validate=True).decode().partition(":")
    except ValueError:
        raise SlackError("invalid_cursor") from None
    if kind != "next" or not place:
        raise SlackError("invalid_cursor")
    return place


def page(call: Call, items: Sequence[Item], default: int = 100, most: int = 1000) -> tuple[list[Item], Json]:
    """One page of a list and the `response_metadata` that leads to the next. Raises `invalid_limit`."""
    limit = call.args.number("limit", default) or default
    if not 0 < limit <= most:
        raise SlackError("invalid_limit")
    place = decode_cursor(call.args.text("cursor"))
    if place and not place.isdecimal():
        raise SlackError("invalid_cursor")
    start = int(place or 0)
    end = start + limit
    following = encode_cursor(str(end)) if end < len(items) else ""
    return list(items[start:end]), {"response_metadata": {"next_cursor": following}}
