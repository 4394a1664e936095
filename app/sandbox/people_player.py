"""What the chat page needs of whoever plays a recorded incident into the workspace."""

from collections.abc import Mapping
from typing import Protocol

FASTEST = 1000.0


class Player(Protocol):
    """Plays steps into the workspace, one after another."""

    def status(self) -> Mapping[str, object]:
        """Where it stands: `title` (text), `position` of `total` steps done (whole numbers), `speed` (times the pace
        at which it happened), `paused` (true or false), and `can_step`: true where it takes `next`.
        """
        ...

    def control(self, wanted: Mapping[str, object]) -> None:
        """Does what the visitor asks: `speed` (a number), `paused` (true or false), `next` (true: one step at once)."""
        ...


def read_change(asked: Mapping[str, object]) -> Mapping[str, object]:
    """What the page sent, as `Player.control` takes it. Raises ValueError with a sentence where it is nothing."""
    change: dict[str, object] = {}
    speed = asked.get("speed")
    if isinstance(speed, (int, float)) and not isinstance(speed, bool):
        if not 0 < speed <= FASTEST:
            raise ValueError(f"The speed is a number above 0 and at most {FASTEST:.0f}.")
        change["speed"] = float(speed)
    if isinstance(asked.get("paused"), bool):
        change["paused"] = asked["paused"]
    if asked.get("next") is True:
        change["next"] = True
    if not change:
        raise ValueError("Ask for `speed`, `paused` or `next`.")
    return change
