"""What looking around an incident needs: the systems that are connected, and the database for what they told us."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.ports import Connected
from app.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Built once. `connected` are in the order of the settings, which decides whom to believe first."""

    database: Database
    clock: Callable[[], datetime]
    connected: Sequence[Connected] = ()

    def having(self, ability: type) -> list[Connected]:
        """Those that can do one thing, such as `FindsChanges`."""
        return [one for one in self.connected if isinstance(one.connector, ability)]
