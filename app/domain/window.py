"""Where and when to look: a stretch of time, and the services that it is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` up to and with `end`, aware and in UTC. Raises ValueError where it ends before it starts."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the window ends before it starts")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment <= self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which services, by name; none: not known, look at everything. `environment` is empty where it does not matter.

    `words` are what tells of the trouble, for systems that are searched by text; they narrow, they never widen.
    """

    services: tuple[str, ...] = ()
    environment: str = ""
    words: tuple[str, ...] = ()
