"""Tickets of customers without the customers: what they complain of and how many they are, never who."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.connectors.parts.reading import MOST_TITLE_CHARS, line
from app.domain.attributes import SERVICE
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Scope
from app.redaction.personal_data import FINDERS

NOTHING_TO_SEARCH = "no service is known yet to search tickets for"
_WORD = re.compile(r"\w+")
_MOST_TERMS = 5
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`customer` and `organisation` name who wrote, in the ticket system's words; they are counted and not kept.

    `names` are the writer's, where the system says them: they are taken out of the subject.
    """

    ref: str
    subject: str
    created_at: datetime
    ended_at: datetime | None = None
    severity: int | None = None
    service: str = ""
    customer: str = ""
    organisation: str = ""
    names: tuple[str, ...] = ()
    status: str = ""
    url: str = ""


def terms(scope: Scope) -> dict[str, str]:
    """What to search for, as plain words: the services, or else what tells of the trouble. At most five, each with the
    service that it stands for (empty for none).
    """
    services = {_plain(one): one for one in scope.services}
    asked = services or dict.fromkeys(map(_plain, scope.words), "")
    return dict([(term, service) for term, service in asked.items() if term][:_MOST_TERMS])


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.replace("_", " ")))


def signals(connector: str, tickets: Sequence[Ticket], scope: Scope, now: datetime, query: str) -> tuple[Signal, ...]:
    """One for each ticket; each says how many tickets, customers and organisations there are in all."""
    counts = {
        "tickets": len(tickets),
        "tickets.customers": _distinct(one.customer for one in tickets),
        "tickets.organisations": _distinct(one.organisation for one in tickets),
    }
    said = {name: str(count) for name, count in counts.items() if count}
    made = (_signal(one, {SERVICE: _service(one, scope), **said}, now) for one in tickets)
    return tuple(replace(one, connector=connector, query=query) for one in made)


def _signal(one: Ticket, said: dict[str, str], now: datetime) -> Signal:
    said = {**said, "status": one.status}
    return Signal(
        connector="",
        kind=SignalKind.TICKET,
        fingerprint=one.ref[:200],
        title=without_people(one.subject, one.names) or one.ref,
        started_at=one.created_at,
        last_at=one.ended_at or max(one.created_at, now),
        state=SignalState.ENDED if one.ended_at else SignalState.FIRING,
        severity=one.severity,
        ended_at=one.ended_at,
        attributes={name: value for name, value in said.items() if value},
        url=one.url,
    )


def _distinct(names: Iterable[str]) -> int:
    return len({one for one in names if one})


def _service(one: Ticket, scope: Scope) -> str:
    if one.service or len(scope.services) == 1:
        return one.service or scope.services[0]
    subject = f"-{normal(one.subject)}-"
    return next((name for name in scope.services if f"-{normal(name)}-" in subject), "")


def without_people(subject: str, names: Sequence[str] = ()) -> str:
    """The subject as one line without mail addresses, phone, card and account numbers, network addresses and these names."""
    text = line(subject, 4 * MOST_TITLE_CHARS)
    for kind, find in FINDERS:
        for place in sorted(find(text), key=lambda one: one.start, reverse=True):
            text = f"{text[: place.start]}[{kind}]{text[place.end :]}"
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST_NAME}
    if parts:
        either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
        text = re.sub(rf"\b(?:{either})\b", "[person]", text, flags=re.IGNORECASE)
    return line(text)
