"""What of an answer has come so far, and whether there is a reason to stop listening."""

import json
import re

from app.domain.json import JsonObject

CHARS_PER_TOKEN = 10
"""No text has so many for long: a limit on answers whose endpoint does not keep to the limit in tokens."""
_DIGITS = re.compile(r"\d+")
_TAIL_CHARS = 2_000
_LOOK_EVERY_CHARS = 100
_NEEDLE_CHARS = 40
_LEAST_TIMES = 4
_LEAST_TIMES_COUNTED = 20
_LEAST_LOOP_CHARS = 240


class Heard:
    """An answer that is coming in. `wanted` are the keys that the JSON object must have to be the answer."""

    def __init__(self, most_chars: int, wanted: frozenset[str] = frozenset()) -> None:
        self._most_chars = most_chars
        self._wanted = wanted
        self._text = ""
        self._object = ""
        self._place = 0
        self._start = -1
        self._depth = 0
        self._in_text = False
        self._looked_at = 0
        self.is_cut = False
        self.input_tokens: int | None = None
        self.output_tokens: int | None = None

    @property
    def text(self) -> str:
        """The JSON object, if it came whole; else all that came, up to the limit."""
        return self._object or self._text[: self._most_chars]

    @property
    def is_complete(self) -> bool:
        """Whether the JSON object has ended; what comes after it is talk."""
        return bool(self._object)

    @property
    def is_empty(self) -> bool:
        return not self._text.strip()

    @property
    def chars(self) -> int:
        return len(self._text)

    @property
    def goes_on_for_nothing(self) -> bool:
        """Whether it is longer than it may be, or repeats itself."""
        if len(self._text) > self._most_chars:
            return True
        if len(self._text) < self._looked_at + _LOOK_EVERY_CHARS:
            return False
        self._looked_at = len(self._text)
        return is_loop(self._text[-_TAIL_CHARS:])

    def hear(self, piece: str) -> None:
        self._text += piece[: self._most_chars + 1]
        if not self._object:
            self._look_for_the_end()

    def _look_for_the_end(self) -> None:
        text = self._text
        while self._place < len(text) and not self._object:
            char = text[self._place]
            if self._in_text and char == "\\":
                if self._place + 1 == len(text):
                    return  # what is escaped has not come yet
                self._place += 1
            elif self._start >= 0 and char == '"':
                self._in_text = not self._in_text
            elif not self._in_text and char in "{}":
                self._nest(char)
            self._place += 1

    def _nest(self, char: str) -> None:
        if char == "{":
            self._start = self._place if self._depth == 0 else self._start
            self._depth += 1
        elif self._depth:
            self._depth -= 1
            if self._depth == 0:
                candidate = self._text[self._start : self._place + 1]
                found = object_in(candidate)
                self._object = candidate if found and self._wanted <= found.keys() else ""
                self._start = -1


def object_in(text: str) -> JsonObject:
    """The JSON object that the text is; empty if it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def is_loop(text: str) -> bool:
    """Whether the text ends in the same words over and over; the same but for a counter counts when it is very often."""
    return _repeats(text, _LEAST_TIMES) or _repeats(_DIGITS.sub("0", text), _LEAST_TIMES_COUNTED)


def _repeats(text: str, times: int) -> bool:
    """Whether it ends in `times` times the same, and at least as much as makes a loop."""
    needle = text[-_NEEDLE_CHARS:]
    end = len(text) - 1
    while (found := text.rfind(needle, 0, end)) >= 0:
        period = len(text) - _NEEDLE_CHARS - found
        length = max(period * times, _LEAST_LOOP_CHARS)
        if length > len(text):
            return False
        if text[-length:-period] == text[-length + period :]:
            return True
        end = found + _NEEDLE_CHARS - 1
    return False
