"""Text in Slack's markup, made shorter without breaking it: never inside `<@U…>`, a link, an entity or a code fence."""

import re

_FENCE = "```"
_WHOLE = re.compile(rf"<[^<>\n]*>|&(?:amp|lt|gt);|{_FENCE}")
_ELLIPSIS = "…"
_NEAR = 60
"""How far to go back to a space or a line's end rather than cut a word."""


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters; what is cut off ends in `…`, an open code fence is closed."""
    if len(text) <= limit:
        return text
    end = _break_before(text, limit - len(_ELLIPSIS))
    if not _fence_open(text[:end]):
        return text[:end].rstrip() + _ELLIPSIS
    closing = f"{_ELLIPSIS}\n{_FENCE}"
    end = _break_before(text, max(0, limit - len(closing)))
    return text[:end].rstrip() + (closing if _fence_open(text[:end]) else _ELLIPSIS)


def split(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` characters, between lines where it can be; fences are closed and reopened."""
    pieces: list[str] = []
    rest = text.strip("\n")
    while len(rest) > limit:
        room = limit - len(_FENCE) - 1
        line_end = rest.rfind("\n", len(_FENCE) + 1, room + 1)
        end = _outside(rest, line_end if line_end > room // 2 else _break_before(rest, room))
        least = len(_FENCE) + 1 if rest.startswith(_FENCE) else 0
        if end <= least:
            end = _outside(rest, room)
        if end <= least:  # something whole that is too long for a piece
            end = room
        piece, rest = rest[:end].rstrip("\n"), rest[end:].lstrip("\n")
        if _fence_open(piece):
            piece, rest = f"{piece}\n{_FENCE}", f"{_FENCE}\n{rest}"
        pieces.append(piece)
    return [*pieces, rest] if rest.strip() else pieces


def one_line(text: str, limit: int) -> str:
    """Plain text on one line, cut at `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _ELLIPSIS


def _break_before(text: str, end: int) -> int:
    """The best place to cut at or before `end`: at a space if one is near, in no case inside something whole."""
    space = max(text.rfind(" ", max(0, end - _NEAR), end + 1), text.rfind("\n", max(0, end - _NEAR), end + 1))
    return space if space > 0 and _outside(text, space) == space else _outside(text, end)


def _outside(text: str, end: int) -> int:
    for whole in _WHOLE.finditer(text):
        if whole.start() >= end:
            break
        if whole.end() > end:
            return whole.start()
    return end


def _fence_open(text: str) -> bool:
    return text.count(_FENCE) % 2 == 1
