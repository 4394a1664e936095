"""Things that are good once and not for long: what an address or an id of the sandbox still stands for."""

import secrets
from typing import Generic, TypeVar

from app.sandbox.timestamps import Clock

Value = TypeVar("Value")


class Tickets(Generic[Value]):
    """Hands out unguessable names. `life_s` is counted on `timer`, which a jump of the workspace's clock leaves alone."""

    def __init__(self, life_s: float, timer: Clock) -> None:
        self._life_s = life_s
        self._timer = timer
        self._issued: dict[str, tuple[Value, float]] = {}

    def issue(self, value: Value) -> str:
        """A new name for `value`; those whose time is over are forgotten."""
        now_s = self._timer()
        while self._issued and now_s - next(iter(self._issued.values()))[1] > self._life_s:
            del self._issued[next(iter(self._issued))]
        ticket = secrets.token_urlsafe(18)
        self._issued[ticket] = (value, now_s)
        return ticket

    def redeem(self, ticket: str) -> Value | None:
        """What it stands for, once and in time; otherwise nothing."""
        value, at_s = self._issued.pop(ticket, (None, 0.0))
        return value if self._timer() - at_s <= self._life_s else None
