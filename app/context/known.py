"""What is known of an incident before anybody is asked: what people and alerts say, and which services that names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.brief import Context
from app.domain.entry import Kind, Voice
from app.domain.incident import Incident
from app.domain.lines import Line
from app.domain.service import Catalog, Service, normal
from app.domain.signal import Signal
from app.domain.speech.plain import one_line, plain

_SPOKEN = frozenset({Kind.MESSAGE, Kind.UTTERANCE, Kind.SIGNAL, Kind.HYPOTHESIS, Kind.NOTE, Kind.IMPACT, Kind.ACTION})
_FIRST_LINES, _LAST_LINES = 60, 60
_LINE_CHARS = 500
_SHORTEST_NAME = 3
_FROM_TALK = 3
"""How many services are taken from what people talk of, where nothing better says which are in trouble."""
_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`headline` is the title and the impact; `words` that and what people and machines say, as plain text.

    `alerted_at` is when somebody or something first said so.
    """

    incident: Incident
    now: datetime
    headline: str
    words: str
    alerted_at: datetime


def known_of(context: Context) -> Known:
    """From the record as it stands."""
    incident = context.incident
    spoken = [line for line in context.lines if line.entry.kind in _SPOKEN and not line.deleted and _of_others(line)]
    chosen = spoken if len(spoken) <= _FIRST_LINES + _LAST_LINES else [*spoken[:_FIRST_LINES], *spoken[-_LAST_LINES:]]
    said = (one_line(plain(line.text, context.people, context.channels))[:_LINE_CHARS] for line in chosen)
    headline = "\n".join(part for part in (incident.title, plain(incident.impact, context.people, {})) if part)
    alarms = [line.at for line in spoken if line.entry.kind is Kind.SIGNAL]
    return Known(
        incident=incident,
        now=context.now,
        headline=headline,
        words="\n".join([headline, *(words for words in said if words)]),
        alerted_at=min([incident.declared_at, *alarms]),
    )


def services_of(known: Known, signals: Iterable[Signal], catalog: Catalog) -> tuple[str, ...]:
    """The services in trouble: as people set them; else those of signals and those that the headline names; else those
    that people talk of most.
    """
    if known.incident.services:
        return tuple(_proper(one, catalog) for one in known.incident.services)
    alerted = [_proper(signal.service, catalog) for signal in signals if signal.service]
    found = [*named_in(known.headline, catalog), *dict.fromkeys(alerted)]
    return tuple(dict.fromkeys(found)) or tuple(_talked_of(known.words, catalog))


def named_in(text: str, catalog: Catalog) -> list[str]:
    """The services of the catalog that a text names, in the order in which it does."""
    flat = f"-{_APART.sub('-', text.casefold())}-"
    places: dict[str, int] = {}
    for service in catalog:
        found = [place for name in _names(service) if (place := flat.find(f"-{name}-")) >= 0]
        if found:
            places[service.name] = min(found)
    return sorted(places, key=lambda name: places[name])


def related(signals: Sequence[Signal], services: Sequence[str], catalog: Catalog, hops: int = 2) -> list[Signal]:
    """Those of these services and of what they call or are called by, and those that name no service."""
    if not services:
        return list(signals)
    known: dict[str, bool] = {"": True}
    for name in {signal.service for signal in signals}:
        known.setdefault(name, any(is_near(name, one, catalog, hops) for one in services))
    return [signal for signal in signals if known[signal.service]]


def is_near(one: str, other: str, catalog: Catalog, hops: int) -> bool:
    """Whether one calls the other within so many steps, or is it."""
    if normal(one) == normal(other):
        return True
    ways = (catalog.hops(one, other, hops), catalog.hops(other, one, hops))
    return any(way is not None for way in ways)


def _of_others(line: Line) -> bool:
    return line.entry.author.voice is not Voice.WATCHKEEPER


def _proper(name: str, catalog: Catalog) -> str:
    found = catalog.find(name)
    return found.name if found else name


def _names(service: Service) -> list[str]:
    flat = (_APART.sub("-", one.casefold()).strip("-") for one in (service.name, *service.aliases))
    return [one for one in flat if len(one) >= _SHORTEST_NAME]


def _talked_of(words: str, catalog: Catalog) -> list[str]:
    flat = f"-{_APART.sub('-', words.casefold())}-"
    counted = Counter({one.name: sum(flat.count(f"-{name}-") for name in _names(one)) for one in catalog})
    return [name for name, count in counted.most_common(_FROM_TALK) if count]
