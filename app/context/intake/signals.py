"""The signals that other systems told us of, each episode of a fingerprint one row, and the incident that it belongs to.

`keep` them in a transaction, in the order in which they came; read them with `recent`, `loose`, `within` and
`of_incident`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.context.intake import stored
from app.context.intake.bunching import ALERT_NAME, bunch_of
from app.context.intake.episodes import Episode, followed
from app.context.intake.turns import turn
from app.domain.json import JsonObject, object_of, text_of, texts_of
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind, SignalState
from app.domain.window import Window
from app.store.database import Transaction
from app.store.tables import signals

MOST = 1000
_IN_A_STATEMENT = 400
_FOLDED_AT_ONCE, _WRITTEN_AT_ONCE = 500, 50
"""Telling signals apart and masking secrets takes time: between so many the event loop has its turn."""
_LARGEST = 2**63 - 1
_MOST_EXAMPLES = 5

_News: TypeAlias = tuple[str, Signal]
"""What is told, and of which member of the signal."""

Apart: TypeAlias = Callable[[Signal], str]
"""Names what tells an alert apart from others of its name, service and place; empty if nothing does."""

_INSERTED = insert(signals)
_CHANGED = update(signals).where(signals.c.id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class Tally:
    """Of what came, how many were new rows, and how many were more news of something that was known."""

    new: int = 0
    merged: int = 0


def alike(signal: Signal) -> str:
    """Nothing tells it apart."""
    del signal
    return ""


async def keep(tx: Transaction, told: Sequence[Signal], *, repeats: bool = True, apart: Apart = alike) -> Tally:
    """Fold what was told into what is known. `repeats=False` for what we found ourselves: seeing it again counts nothing.

    Waits for this transaction's turn (`turns.turn`): call it before the transaction locks an incident.
    """
    if not told:
        return Tally()
    await turn(tx)
    new = 0
    for start in range(0, len(told), _FOLDED_AT_ONCE):
        new += await _keep(tx, told[start : start + _FOLDED_AT_ONCE], repeats=repeats, apart=apart)
    return Tally(new, max(0, len(told) - new))


async def _keep(tx: Transaction, told: Sequence[Signal], *, repeats: bool, apart: Apart) -> int:
    """How many rows are new."""
    by_key: dict[tuple[str, str], list[_News]] = {}
    masked: dict[str, str] = {}
    for signal in told:
        bunch = bunch_of(signal, apart(signal))
        for one in (bunch, signal.fingerprint):
            if one not in masked:
                masked[one] = stored.text(one, stored.KEY_CHARACTERS)
        key = signal.connector, masked[bunch]
        by_key.setdefault(key, []).append((masked[signal.fingerprint], replace(signal, fingerprint=key[1])))
    known = await _newest(tx, sorted(by_key))
    new: list[Episode] = []
    changed: list[Episode] = []
    for key, news in sorted(by_key.items()):
        for episode in _folded(known.get(key), news, repeats=repeats):
            (changed if episode.id else new).append(episode)
    for start in range(0, len(new), _WRITTEN_AT_ONCE):
        await tx.execute(_INSERTED, [_row(episode) for episode in new[start : start + _WRITTEN_AT_ONCE]])
    for start in range(0, len(changed), _WRITTEN_AT_ONCE):
        part = changed[start : start + _WRITTEN_AT_ONCE]
        await tx.execute(_CHANGED, [{**_row(episode), "row": episode.id} for episode in part])
    return len(new)


async def recent(connection: AsyncConnection, since: datetime, most: int = MOST) -> list[Episode]:
    """What was last heard of at `since` or later, the newest `most` of it, oldest first."""
    query = select(signals).where(signals.c.last_at >= since)
    return await _read(connection, query.order_by(signals.c.last_at.desc(), signals.c.id.desc()).limit(most))


async def loose(
    connection: AsyncConnection, since: datetime, after: int = 0, most: int = MOST, *, only_firing: bool = False
) -> list[Episode]:
    """What was last heard of at `since` or later and belongs to no incident, in the order in which it came first.

    `most` at a time: if so many come, ask for what is `after` the id of the last.
    """
    query = select(signals).where(signals.c.last_at >= since, signals.c.incident_id.is_(None), signals.c.id > after)
    if only_firing:
        query = query.where(signals.c.state == SignalState.FIRING.value)
    return [_episode(row) for row in await connection.execute(query.order_by(signals.c.id).limit(most))]


async def within(
    connection: AsyncConnection, window: Window, services: Sequence[str] = (), most: int = MOST
) -> list[Episode]:
    """What was true at some time in the window, of these services if any are given, the newest `most` of it."""
    query = select(signals).where(signals.c.last_at >= window.start, signals.c.started_at <= window.end)
    if services:
        query = query.where(signals.c.service.in_([normal(one) for one in services]))
    return await _read(connection, query.order_by(signals.c.last_at.desc(), signals.c.id.desc()).limit(most))


async def of_incident(connection: AsyncConnection, incident_id: int, most: int = MOST) -> list[Episode]:
    """What belongs to the incident, oldest first."""
    query = select(signals).where(signals.c.incident_id == incident_id)
    return await _read(connection, query.order_by(signals.c.last_at.desc(), signals.c.id.desc()).limit(most))


async def join(tx: Transaction, episodes: Iterable[Episode], incident_id: int) -> None:
    """Say that they belong to the incident, but for those that have come to belong to another meanwhile."""
    is_free = signals.c.incident_id.is_(None)
    for part in _parts([episode.id for episode in episodes]):
        await tx.execute(update(signals).where(signals.c.id.in_(part), is_free).values(incident_id=incident_id))


async def taken(tx: Transaction, episodes: Iterable[Episode]) -> frozenset[int]:
    """The ids of those that belong to an incident by now. What this says holds only in a transaction whose turn it is."""
    found: set[int] = set()
    for part in _parts([episode.id for episode in episodes]):
        query = select(signals.c.id).where(signals.c.id.in_(part), signals.c.incident_id.is_not(None))
        found.update(row.id for row in await tx.execute(query))
    return frozenset(found)


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + _IN_A_STATEMENT] for start in range(0, len(numbers), _IN_A_STATEMENT))


async def forget_before(tx: Transaction, moment: datetime) -> None:
    """Delete what was last heard of before then; what became an entry stays in the record."""
    await tx.execute(delete(signals).where(signals.c.last_at < moment))


def group_of(signal: Signal) -> str:
    """What alerts of one trouble have in common: the service, else the alert's name, else the title."""
    return (normal(signal.service) or signal.attributes.get(ALERT_NAME, "") or signal.title)[: stored.KEY_CHARACTERS]


def _folded(known: Episode | None, news: Sequence[_News], *, repeats: bool) -> list[Episode]:
    """Every episode that these news touch, as it stands after them."""
    touched: dict[int, Episode] = {}
    for member, one in news:
        for episode in followed(known, one, member=member, repeats=repeats):
            touched[episode.number] = known = episode
    return list(touched.values())


async def _newest(tx: Transaction, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Episode]:
    found: dict[tuple[str, str], Episode] = {}
    for start in range(0, len(keys), _IN_A_STATEMENT):
        part = keys[start : start + _IN_A_STATEMENT]
        newest = (
            select(func.max(signals.c.id))
            .where(tuple_(signals.c.connector, signals.c.fingerprint).in_(part))
            .group_by(signals.c.connector, signals.c.fingerprint)
        )
        for row in await tx.execute(select(signals).where(signals.c.id.in_(newest))):
            found[(row.connector, row.fingerprint)] = _episode(row)
    return found


async def _read(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> list[Episode]:
    return [_episode(row) for row in reversed((await connection.execute(query)).all())]


def _row(episode: Episode) -> dict[str, object]:
    signal = episode.signal
    return {
        "connector": signal.connector,
        "fingerprint": signal.fingerprint,
        "episode": episode.number,
        "kind": signal.kind.value,
        "state": signal.state.value,
        "service": stored.line(normal(signal.service), stored.KEY_CHARACTERS),
        "group_key": stored.line(group_of(signal), stored.KEY_CHARACTERS),
        "started_at": signal.started_at,
        "last_at": signal.last_at,
        "ended_at": signal.ended_at,
        "count": min(signal.count, _LARGEST),
        "incident_id": episode.incident,
        "body": _body(episode),
    }


def _body(episode: Episode) -> JsonObject:
    signal = episode.signal
    return {
        "title": stored.line(signal.title, stored.TITLE_CHARACTERS),
        "detail": stored.text(signal.detail, stored.TEXT_CHARACTERS),
        "severity": signal.severity,
        "attributes": stored.attributes(signal.attributes),
        "url": stored.text(signal.url, stored.ADDRESS_CHARACTERS),
        "query": stored.text(signal.query, stored.TEXT_CHARACTERS),
        "examples": stored.texts(signal.examples, stored.LINE_CHARACTERS, _MOST_EXAMPLES),
        "turns": episode.turns,
        "turned_at": stored.moment(episode.turned_at),
        "members": dict(episode.members),
    }


def _episode(row: Row[*tuple[object, ...]]) -> Episode:
    body = object_of(row.body)
    severity, turns = body.get("severity"), body.get("turns")
    signal = Signal(
        connector=row.connector,
        kind=SignalKind(row.kind),
        fingerprint=row.fingerprint,
        title=text_of(body.get("title")),
        started_at=row.started_at,
        last_at=row.last_at,
        state=SignalState(row.state),
        detail=text_of(body.get("detail")),
        severity=severity if isinstance(severity, int) else None,
        ended_at=row.ended_at,
        count=row._mapping["count"],  # noqa: SLF001 -- public in spite of its name; `row.count` is a method of tuples
        attributes=stored.attributes_of(body.get("attributes")),
        url=text_of(body.get("url")),
        query=text_of(body.get("query")),
        examples=tuple(texts_of(body.get("examples"))),
    )
    return Episode(
        signal=signal,
        number=row.episode,
        id=row.id,
        turns=turns if isinstance(turns, int) else 0,
        turned_at=stored.moment_of(body.get("turned_at")) or row.started_at,
        group=row.group_key,
        incident=row.incident_id,
        members={name: one for name, one in object_of(body.get("members")).items() if isinstance(one, int)},
    )
