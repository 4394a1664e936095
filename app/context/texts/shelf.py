"""Texts that change seldom, as connectors brought them last: runbooks, and reports of past incidents.

A copy is good for a quarter of an hour. Where a newer one cannot be had, the old one is used, and that is told.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog
from sqlalchemy import select

from app.context.around.gathering import is_our_own_end
from app.context.surroundings import Surroundings
from app.domain.connecting import Found, Guide, PastIncident
from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of, texts_of
from app.ports import Connected, FindsGuides, FindsPastIncidents
from app.redaction.mask import mask_json
from app.store.tables import shelf
from app.telemetry import place_of

log = structlog.get_logger(__name__)

T = TypeVar("T")
FRESH_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Shelved(Generic[T]):
    """`could_not` says in a sentence each what could not be read, or was read in an old copy or in part only."""

    items: tuple[T, ...] = ()
    could_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort(Generic[T]):
    """One sort of things: its name on the shelf (at most 16 characters), how it is written there and read again."""

    name: str
    written: Callable[[T], JsonObject]
    read: Callable[[str, JsonObject], T]


async def guides(surroundings: Surroundings) -> Shelved[Guide]:
    """Every runbook."""
    asked = [
        kept(surroundings, one, _GUIDES, one.connector.guides)
        for one in surroundings.connected
        if isinstance(one.connector, FindsGuides)
    ]
    return together(await asyncio.gather(*asked))


async def past_incidents(surroundings: Surroundings) -> Shelved[PastIncident]:
    """Every report of an incident that is over."""
    asked = [
        kept(surroundings, one, _PAST, one.connector.past_incidents)
        for one in surroundings.connected
        if isinstance(one.connector, FindsPastIncidents)
    ]
    return together(await asyncio.gather(*asked))


async def kept(
    surroundings: Surroundings, one: Connected, sort: Sort[T], ask: Callable[[], Awaitable[Found[T]]]
) -> Shelved[T]:
    """What the connector brought last, asked anew if that is not fresh. Raises nothing of the connector's. Where there is
    an old copy, nobody waits long for a new one.
    """
    now = surroundings.clock()
    body, read_at = await _copy(surroundings, one.name, sort.name)
    if body is not None and read_at is not None and now - read_at < FRESH_FOR:
        return await asyncio.to_thread(_shelved, one, sort, body)
    most_s = surroundings.first_copy_after_s if body is None else surroundings.old_copy_after_s
    limit_s = min(one.time_limit_s, most_s)
    try:
        async with asyncio.timeout(limit_s):
            found = await ask()
    except (Unavailable, TimeoutError) as error:
        return await _old(one, sort, body, read_at, _reason(error, limit_s))
    except (Exception, asyncio.CancelledError) as error:  # what is wrong in one must not take the others' answers
        if is_our_own_end(error):
            raise
        log.error("connector_bug", connector=one.name, **place_of(error))  # noqa: TRY400 -- its message may hold what it read
        return await _old(one, sort, body, read_at, "something went wrong, it is logged")
    fresh = await asyncio.to_thread(_body, sort, found)
    await _keep(surroundings, one.name, sort.name, fresh, now)
    return await asyncio.to_thread(_shelved, one, sort, fresh)


def _reason(error: Unavailable | TimeoutError, time_limit_s: float) -> str:
    return error.reason if isinstance(error, Unavailable) else f"no answer within {time_limit_s:.2g} s"


async def _old(
    one: Connected, sort: Sort[T], body: JsonObject | None, read_at: datetime | None, reason: str
) -> Shelved[T]:
    if body is None or read_at is None:
        return Shelved((), (f"{one.title}: {reason}",))
    old = await asyncio.to_thread(_shelved, one, sort, body)
    return Shelved(old.items, (f"{one.title}: {reason}; this is its copy of {read_at:%Y-%m-%d %H:%M} UTC",))


async def _copy(surroundings: Surroundings, connector: str, sort: str) -> tuple[JsonObject | None, datetime | None]:
    query = select(shelf.c.body, shelf.c.read_at).where(shelf.c.connector == connector, shelf.c.kind == sort)
    async with surroundings.database.reading() as connection:
        row = (await connection.execute(query)).one_or_none()
    return (object_of(row.body), row.read_at) if row else (None, None)


async def _keep(surroundings: Surroundings, connector: str, sort: str, body: JsonObject, now: datetime) -> None:
    async with surroundings.database.transaction() as tx:
        insert = tx.insert(shelf).values(connector=connector, kind=sort, body=body, read_at=now)
        changed = {"body": insert.excluded["body"], "read_at": insert.excluded["read_at"]}
        await tx.execute(insert.on_conflict_do_update(index_elements=["connector", "kind"], set_=changed))


def _body(sort: Sort[T], found: Found[T]) -> JsonObject:
    """What goes onto the shelf: secrets in it are masked first."""
    return object_of(mask_json({"items": [sort.written(item) for item in found.items], "remark": found.remark}))


def _shelved(one: Connected, sort: Sort[T], body: JsonObject) -> Shelved[T]:
    remark = text_of(body.get("remark"))
    items = tuple(sort.read(one.name, item) for item in objects_of(body.get("items")))
    return Shelved(items, (f"{one.title}: {remark}",) if remark else ())


def together(shelved: Sequence[Shelved[T]]) -> Shelved[T]:
    """All of it, in that order."""
    return Shelved(
        tuple(item for one in shelved for item in one.items),
        tuple(sentence for one in shelved for sentence in one.could_not),
    )


def _guide_written(guide: Guide) -> JsonObject:
    return {
        "ref": guide.ref,
        "title": guide.title,
        "markdown": guide.markdown,
        "url": guide.url,
        "services": list(guide.services),
    }


def _guide(connector: str, written: JsonObject) -> Guide:
    return Guide(
        connector=connector,
        ref=text_of(written.get("ref")),
        title=text_of(written.get("title")),
        markdown=text_of(written.get("markdown")),
        url=text_of(written.get("url")),
        services=tuple(texts_of(written.get("services"))),
    )


def _past_written(past: PastIncident) -> JsonObject:
    return {
        "ref": past.ref,
        "title": past.title,
        "markdown": past.markdown,
        "url": past.url,
        "at": past.at.isoformat() if past.at else "",
        "services": list(past.services),
    }


def _past(connector: str, written: JsonObject) -> PastIncident:
    at = text_of(written.get("at"))
    return PastIncident(
        connector=connector,
        ref=text_of(written.get("ref")),
        title=text_of(written.get("title")),
        markdown=text_of(written.get("markdown")),
        url=text_of(written.get("url")),
        at=datetime.fromisoformat(at) if at else None,
        services=tuple(texts_of(written.get("services"))),
    )


_GUIDES = Sort("guides", _guide_written, _guide)
_PAST = Sort("past incidents", _past_written, _past)
