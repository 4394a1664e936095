"""Things that are good once and not for long: what an address or an id of the sandbox still stands for."""

import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

from app.sandbox.timestamps import Clock

Value = TypeVar("Value")


class Tickets(Generic[Value]):
    """Hands out unguessable names. `life_s` is counted on `timer`, which a jump of the workspace's clock leaves alone."""

    def __init__(self, life_s: float, timer: Clock, name: Callable[[], str] | None = None) -> None:
        self._life_s = life_s
        self._timer = timer
        self._name = name or (lambda: secrets.token_urlsafe(18))
        self._issued: dict[str, tuple[Value, float]] = {}

    def issue(self, value: Value) -> str:
        """A new name for `value`; those that ended long ago are forgotten."""
        now_s = self._timer()
        old = [name for name, (_, at_s) in self._issued.items() if now_s - at_s > 2 * self._life_s]
        for name in old[:2]:
            del self._issued[name]
        ticket = self._name()
        self._issued[ticket] = (value, now_s)
        return ticket

    def redeem(self, ticket: str) -> Value | None:
        """What it stands for, once and in time; otherwise nothing."""
        value, at_s = self._issued.pop(ticket, (None, 0.0))
        return value if self._timer() - at_s <= self._life_s else None
