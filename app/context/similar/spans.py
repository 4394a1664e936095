"""Lengths of time as people write them: `1h50m`, `about nine hours`, `1d 5h 47m`, `20 minutes`."""

import re
from datetime import timedelta

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 -- a list to read
_SPOKEN = {word: float(place) for place, word in enumerate(_NUMBERS, 1)} | {"a": 1.0, "an": 1.0, "half an": 0.5}
_ONE = (
    rf"(?:(?<![\w.:])(\d{{1,4}}(?:\.\d{{1,2}})?)\s?-?|\b(half an|an?|{'|'.join(_NUMBERS)})[ -])"
    r"(days?|hours?|hrs?|hr|minutes?|mins?|d|h|m)(?![a-z])"
)
_PART = re.compile(_ONE.replace("(?<![\\w.:])", ""), re.IGNORECASE)
_SPAN = re.compile(
    rf"{_ONE}(?:(?:,? and |,? ?)(?:\d{{1,4}}(?:\.\d{{1,2}})?)\s?(?:hours?|hrs?|minutes?|mins?|h|m)(?![a-z]))*",
    re.IGNORECASE,
)
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


def spans(text: str) -> dict[int, timedelta]:
    """The place in the text where each length of time begins → how long it is."""
    found = {}
    for match in _SPAN.finditer(text):
        parts = [
            (float(number) if number else _SPOKEN[word.lower()]) * _UNITS[unit[0].lower()]
            for number, word, unit in _PART.findall(match[0])
        ]
        found[match.start()] = sum(parts, timedelta())
    return found


def longest_span(text: str) -> timedelta | None:
    return max((length for length in spans(text).values() if length), default=None)
