"""What of an answer has come so far, and whether there is a reason to stop listening."""

import json
import re

from app.domain.json import JsonObject

CHARS_PER_TOKEN = 10
"""No text has so many for long: a limit on answers whose endpoint does not keep to the limit in tokens."""
_DIGITS = re.compile(r"\d+")
_BEGINNING = re.compile(r'\{\s{0,40}"[^"\\]{1,80}"\s{0,10}:')
_BEGINNING_CHARS = 140
"""The most that the pattern takes."""
_SIGN = re.compile(r'[{}"]|\\.?', re.DOTALL)
_TAIL_CHARS = 2_000
_LOOK_EVERY_CHARS = 100
_NEEDLE_CHARS = 40
_LEAST_TIMES = 4
_LEAST_TIMES_COUNTED = 20
_LEAST_LOOP_CHARS = 160


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
        while not self._object and self._goes_on():
            pass

    def _goes_on(self) -> bool:
        """Look for the beginning of an object, or for its end; False if more has to come first."""
        if self._start < 0:
            found = _BEGINNING.search(self._text, self._place)
            if not found:
                self._place = max(self._place, len(self._text) - _BEGINNING_CHARS)
                return False
            self._start = self._place = found.start()
        return self._reads_on()

    def _reads_on(self) -> bool:
        for found in _SIGN.finditer(self._text, self._place):
            sign = found[0]
            if sign == "\\":
                return False  # what is escaped has not come yet
            self._place = found.end()
            if sign == '"':
                self._in_text = not self._in_text
            elif not self._in_text and sign in "{}":
                self._depth += 1 if sign == "{" else -1
                if not self._depth:
                    self._end()
                    return True
        return False

    def _end(self) -> None:
        candidate = self._text[self._start : self._place]
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
