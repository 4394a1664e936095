"""The catalog: which services there are, who owns them, and what they call."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

_APART = re.compile(r"[\s_./:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What runs. `owner` is a team or a person as the catalog names it, `tier` its importance as the catalog says.

    `calls` are the names of the services it depends on. `channel` is its owner's chat channel without `#`, `contact` an
    e-mail address or handle, `on_call` what names its rotation in the on-call system. Empty: nobody said.
    """

    name: str
    title: str = ""
    description: str = ""
    owner: str = ""
    tier: str = ""
    aliases: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    channel: str = ""
    contact: str = ""
    on_call: str = ""
    runbook: str = ""
    repository: str = ""
    dashboard: str = ""
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who has to be asked now. `person` is a display name, `contact` an e-mail address; `until` None: not said."""

    connector: str
    rotation: str
    person: str
    contact: str = ""
    service: str = ""
    level: int = 1
    until: datetime | None = None
    url: str = ""


def normal(name: str) -> str:
    """A service's name as it is compared: lower case, words apart by one hyphen."""
    return _APART.sub("-", name.strip().casefold()).strip("-")


@dataclass(frozen=True, slots=True)
class Catalog:
    """Services by normal name, and by their other names. Build it with `catalog`."""

    services: Mapping[str, Service] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Service]:
        return iter(self.services.values())

    def __len__(self) -> int:
        return len(self.services)

    def find(self, name: str) -> Service | None:
        wanted = normal(name)
        return self.services.get(self.others.get(wanted, wanted))

    def calls(self, name: str) -> tuple[str, ...]:
        """The normal names of what it calls, also of services that the catalog knows only from being called."""
        found = self.find(name)
        return tuple(normal(one) for one in found.calls) if found else ()

    def callers(self, name: str) -> tuple[str, ...]:
        """The normal names of what calls it."""
        found = self.find(name)
        wanted = normal(found.name if found else name)
        return tuple(
            key for key, service in self.services.items() if wanted in {self._known(one) for one in service.calls}
        )

    def hops(self, caller: str, called: str, most: int = 4) -> int | None:
        """How many calls lie between a caller and what it depends on (0: the same service); None: no way, or too far."""
        start, goal = self._known(caller), self._known(called)
        seen, waiting = {start}, deque([(start, 0)])
        while waiting:
            here, far = waiting.popleft()
            if here == goal:
                return far
            if far < most:
                fresh = [one for one in map(self._known, self.calls(here)) if one not in seen]
                seen.update(fresh)
                waiting.extend((one, far + 1) for one in fresh)
        return None

    def _known(self, name: str) -> str:
        found = self.find(name)
        return normal(found.name if found else name)


def catalog(services: Iterable[Service]) -> Catalog:
    """One catalog from what several sources say: the first that says something about a service is believed, and what
    they say it calls is taken together.
    """
    known: dict[str, Service] = {}
    for service in services:
        key = normal(service.name)
        known[key] = _together(known[key], service) if key in known else service
    others = {normal(other): key for key, service in known.items() for other in service.aliases}
    return Catalog(known, {other: key for other, key in others.items() if other not in known})


def _together(first: Service, second: Service) -> Service:
    said = {name: getattr(second, name) for name in Service.__slots__ if not getattr(first, name)}
    return replace(
        replace(first, **said),
        aliases=_all(first.aliases, second.aliases),
        calls=_all(first.calls, second.calls),
    )


def _all(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))
