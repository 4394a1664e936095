"""What the chat page needs of whoever plays a recorded incident into the workspace."""

from collections.abc import Mapping
from typing import Protocol, TypedDict

FASTEST = 1000.0


class PlayerStatus(TypedDict):
    """Where it stands: `position` of `total` steps done, at `speed` times the pace at which it happened."""

    title: str
    position: int
    total: int
    speed: float
    paused: bool


class PlayerChange(TypedDict, total=False):
    """What the visitor asks for; `next` does one step at once, also while it is paused."""

    speed: float
    paused: bool
    next: bool


class Player(Protocol):
    """Plays steps into the workspace, one after another."""

    def status(self) -> PlayerStatus: ...

    def control(self, change: PlayerChange) -> None: ...


def read_change(asked: Mapping[str, object]) -> PlayerChange:
    """A change as the page sends it. Raises ValueError with a sentence where it is none."""
    change: PlayerChange = {}
    speed = asked.get("speed")
    if isinstance(speed, (int, float)) and not isinstance(speed, bool):
        if not 0 < speed <= FASTEST:
            raise ValueError(f"The speed is a number above 0 and at most {FASTEST:.0f}.")
        change["speed"] = float(speed)
    paused = asked.get("paused")
    if isinstance(paused, bool):
        change["paused"] = paused
    if asked.get("next") is True:
        change["next"] = True
    if not change:
        raise ValueError("Ask for `speed`, `paused` or `next`.")
    return change
