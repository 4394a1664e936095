"""Who calls whom, both ways round, for walks over the whole catalog."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from app.domain.service import Catalog, normal

_MOST = 100


@dataclass(frozen=True, slots=True)
class Topology:
    """By normal names, other names resolved. Build it with `topology`; services nobody calls and that call nobody are
    not in it.
    """

    catalog: Catalog = field(default_factory=Catalog)
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    callers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The normal name of the service that goes by this name."""
        found = self.catalog.find(name)
        return normal(found.name if found else name)

    def name(self, key: str) -> str:
        """As the catalog writes it."""
        found = self.catalog.find(key)
        return found.name if found else key

    def upstream(self, keys: Iterable[str]) -> dict[str, int]:
        """What depends on these, with the number of calls in between, nearest first; without themselves. At most a hundred."""
        start = list(dict.fromkeys(keys))
        far = dict.fromkeys(start, 0)
        waiting = deque(start)
        while waiting and len(far) < len(start) + _MOST:
            here = waiting.popleft()
            for caller in self.callers.get(here, ()):
                if caller not in far:
                    far[caller] = far[here] + 1
                    waiting.append(caller)
        return {key: distance for key, distance in islice(far.items(), len(start) + _MOST) if distance}


def topology(catalog: Catalog) -> Topology:
    """Linear in the number of calls."""
    known = Topology(catalog)
    calls = {
        key: tuple(dict.fromkeys(called for one in service.calls if (called := known.key(one)) != key))
        for key, service in catalog.services.items()
    }
    callers: dict[str, list[str]] = {}
    for caller, each in calls.items():
        for one in each:
            callers.setdefault(one, []).append(caller)
    return Topology(
        catalog,
        {key: each for key, each in calls.items() if each},
        {key: tuple(sorted(by)) for key, by in callers.items()},
    )
