"""What is known of an incident before anybody is asked: what people and alerts say, and which services that names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.context.services.mentions import Naming, services_named_in
from app.context.services.topology import topology
from app.domain.brief import Context
from app.domain.entry import Kind, Voice
from app.domain.incident import Incident
from app.domain.lines import Line
from app.domain.service import Catalog, normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.speech.plain import one_line, plain

_SPOKEN = frozenset({Kind.MESSAGE, Kind.UTTERANCE, Kind.SIGNAL, Kind.HYPOTHESIS, Kind.NOTE, Kind.IMPACT, Kind.ACTION})
_FIRST_LINES, _LAST_LINES = 60, 60
_LINE_CHARS = 500
_FROM_TALK = 3
"""How many services are taken from what people talk of, where nothing better says which are in trouble."""
ABOUT_US = frozenset(SignalKind) - {SignalKind.TICKET, SignalKind.STATUS}
"""Kinds that tell of our own systems; the others are what customers and third parties say."""


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


def services_of(known: Known, joined: Iterable[Signal], found: Iterable[Signal], catalog: Catalog) -> tuple[str, ...]:
    """The services in trouble: as people set them; else those that the headline names and those of the signals that
    belong to the incident, ended or not; else those of alerts that fire now; else those that people talk of most.
    """
    if known.incident.services:
        return tuple(_proper(one, catalog) for one in known.incident.services)
    named = [*services_named_in(known.headline, catalog), *_noticed(joined, catalog)]
    return tuple(dict.fromkeys(named or _alerted(found, catalog) or _talked_of(known.words, catalog)))


def affected(services: Sequence[str], signals: Iterable[Signal], catalog: Catalog) -> tuple[str, ...]:
    """These services, and those whose signals fire among what they call or are called by."""
    return tuple(dict.fromkeys([*services, *_alerted(signals, catalog)]))


def neighbours(services: Sequence[str], catalog: Catalog) -> tuple[str, ...]:
    """The services and what they call or are called by directly."""
    known = topology(catalog)
    near = (one for name in services for way in (known.calls, known.callers) for one in way.get(known.key(name), ()))
    return tuple(dict.fromkeys([*services, *map(known.name, near)]))


def related(signals: Sequence[Signal], services: Sequence[str], catalog: Catalog, hops: int = 2) -> list[Signal]:
    """Those of these services and of what they call or are called by, and those that name no service."""
    if not services:
        return list(signals)
    known = topology(catalog)
    ours = set(map(known.key, services))
    near = _within(ours, known.calls, hops) | _within(ours, known.callers, hops)
    return [signal for signal in signals if not signal.service or known.key(signal.service) in near]


def about(signals: Iterable[Signal], services: Iterable[str]) -> list[Signal]:
    """Those of these very services."""
    ours = set(map(normal, services))
    return [signal for signal in signals if signal.service and normal(signal.service) in ours]


def _within(keys: set[str], way: Mapping[str, Sequence[str]], hops: int) -> set[str]:
    """These, and where the way leads from them in so many steps. Linear: in a storm there are many of them."""
    reached, last = set(keys), set(keys)
    for _ in range(hops):
        last = {one for key in last for one in way.get(key, ())} - reached
        reached |= last
    return reached


def _of_others(line: Line) -> bool:
    return line.entry.author.voice is not Voice.WATCHKEEPER


def _proper(name: str, catalog: Catalog) -> str:
    found = catalog.find(name)
    return found.name if found else name


def _alerted(signals: Iterable[Signal], catalog: Catalog) -> list[str]:
    return _noticed((one for one in signals if one.state is SignalState.FIRING), catalog)


def _noticed(signals: Iterable[Signal], catalog: Catalog) -> list[str]:
    ours = (one for one in signals if one.kind in ABOUT_US and one.service)
    return list(dict.fromkeys(_proper(one.service, catalog) for one in ours))


def _talked_of(words: str, catalog: Catalog) -> list[str]:
    naming = Naming(catalog)
    counted = Counter(name for line in words.splitlines() for name in naming.services_in(line))
    return [name for name, _ in counted.most_common(_FROM_TALK)]
