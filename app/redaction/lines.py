"""Secrets in a text that comes line by line, where a private key takes many lines."""

import re
from collections.abc import Sequence

from app.redaction.mask import Found, find

_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_END = re.compile(r".{0,200}?-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_BODY = re.compile(
    r"(?P<before>[\s>|+\-\"'`]{0,40})(?P<secret>(?:[A-Za-z0-9+/]{1,200}={0,2}|[A-Z][A-Za-z-]{2,20}: .{0,200}))(?:\\[nr]?|[\s\"'`,+]){0,10}$"
)
_MOST_LINES = 400
"""An RSA key of 16,384 bits has some 200; whatever comes after more than this is not taken for a key."""


class Lines:
    """What `find` is for one line, for the lines of one text in their order: the body of a private key is found, too."""

    def __init__(self) -> None:
        self._left = 0

    def find(self, line: str) -> Sequence[Found]:
        """The secrets in the next line; offsets in characters of that line."""
        if self._left and (inside := self._inside(line)) is not None:
            return inside
        found = find(line)
        if found and found[-1].type == "private-key":
            begun = [*_BEGIN.finditer(line)]
            if begun and not _END.search(line, begun[-1].end()):
                self._left = _MOST_LINES
        return found

    def _inside(self, line: str) -> Sequence[Found] | None:
        """What is found in a line of the key's; nothing if it is none of its lines."""
        self._left -= 1
        if end := _END.match(line):
            self._left = 0
            rest = find(line[end.end() :])
            moved = [Found(one.type, one.start + end.end(), one.end + end.end()) for one in rest]
            return [Found("private-key", 0, end.end()), *moved]
        if not line.strip():
            return []
        if body := _BODY.match(line):
            return [Found("private-key", *body.span("secret"))]
        self._left = 0
        return None
