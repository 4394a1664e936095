"""Names for new things: unique within a workspace, and the same in every run, so that tests can compare texts."""


class Ids:
    """Counts up. Slack's ids are a letter for the kind and then capitals and digits."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, prefix: str) -> str:
        """An id such as `C0SB0000012`."""
        self._last += 1
        return f"{prefix}0SB{self._last:07d}"

    def short(self) -> str:
        """A block_id or action_id for a block that came without one."""
        self._last += 1
        return f"sb{self._last:x}"
