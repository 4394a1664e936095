"""Message timestamps: Slack's names for messages, which are also their order within a channel."""

import re
from collections.abc import Callable, Iterable

Clock = Callable[[], float]
"""Unix seconds."""

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)
_SECOND_US = 1_000_000


def is_ts(text: str) -> bool:
    """Whether `text` can be a timestamp: unix seconds with up to six decimals."""
    return _TS.fullmatch(text) is not None


def microseconds(ts: str) -> int:
    """A timestamp as a number that sorts and does not round. Raises ValueError where it is no timestamp."""
    if not is_ts(ts):
        raise ValueError(f"not a timestamp: {ts!r}")
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * _SECOND_US + int(fraction.ljust(6, "0"))


def as_ts(value_us: int) -> str:
    """The timestamp text of so many microseconds since 1970."""
    return f"{value_us // _SECOND_US}.{value_us % _SECOND_US:06d}"


class Timestamps:
    """Hands out timestamps that never repeat and never go back, also when the clock stands still or jumps back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last_us = 0
        self._reserved: set[int] = set()

    def new(self) -> str:
        """A timestamp of now, or just after the last one given."""
        value_us = max(int(self._clock() * _SECOND_US), self._last_us + 1)
        while value_us in self._reserved:
            value_us += 1
        self._last_us = value_us
        return as_ts(value_us)

    def given(self, ts: str) -> str:
        """A timestamp that the caller brings, as a replay does; later new ones come after it."""
        value_us = microseconds(ts)
        self._reserved.discard(value_us)
        self._last_us = max(self._last_us, value_us)
        return ts

    def reserve(self, many: Iterable[str]) -> None:
        """Keeps these free for `given`, so that nothing said in between takes the timestamp of a replayed message."""
        self._reserved.update(microseconds(ts) for ts in many)
