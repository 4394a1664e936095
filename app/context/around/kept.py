"""The view of an incident as it is kept between looks: one row, the newest."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Text, false, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from app.context.around.view import Duty, Excerpt, Precedent, Responsible, Seen, Suspect, View
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of
from app.domain.window import Window
from app.record.bodies import to_json
from app.redaction.mask import mask_json
from app.store.database import Transaction
from app.store.tables import surroundings

T = TypeVar("T")


async def load(connection: AsyncConnection, incident_id: int) -> View | None:
    """What was seen last, or None."""
    query = select(surroundings.c.body).where(surroundings.c.incident_id == incident_id)
    body = (await connection.execute(query)).scalar_one_or_none()
    return _view(object_of(body)) if body else None


async def save(tx: Transaction, incident_id: int, view: View) -> View:
    """Keep it in place of the one before, whose told findings stay told. Returns what is kept; secrets are masked."""
    before = await load(tx.connection, incident_id)
    view = view.having_told(before.told if before else ())
    body = object_of(mask_json(object_of(to_json(view))))
    insert = tx.insert(surroundings).values(incident_id=incident_id, body=body, looked_at=view.looked_at)
    changed = {"body": insert.excluded["body"], "looked_at": insert.excluded["looked_at"]}
    await tx.execute(insert.on_conflict_do_update(index_elements=["incident_id"], set_=changed))
    return _view(body)


async def forget_quotes(tx: Transaction, urls: Collection[str]) -> None:
    """What was quoted from these places as the fix of an incident like another has been taken back."""
    body = type_coerce(surroundings.c.body, Text)
    repeats = or_(false(), *(body.contains(url, autoescape=True) for url in urls))
    for row in (await tx.execute(select(surroundings).where(repeats))).all():
        view = _view(object_of(row.body))
        similar = tuple(replace(one, fix="", fix_url="") if one.fix_url in urls else one for one in view.similar)
        await save(tx, row.incident_id, replace(view, similar=similar))


async def tell(tx: Transaction, incident_id: int, keys: tuple[str, ...]) -> None:
    """These findings have been told to the channel."""
    if keys and (view := await load(tx.connection, incident_id)):
        await save(tx, incident_id, view.having_told(keys))


def _view(data: JsonObject) -> View:
    window = object_of(data["window"])
    return View(
        looked_at=_moment(data["looked_at"]),
        window=Window(_moment(window["start"]), _moment(window["end"])),
        asked=_number(data.get("asked")),
        tellers=_number(data.get("tellers")),
        services=_words(data, "services"),
        at_risk=_words(data, "at_risk"),
        firing=_all(data.get("firing"), _seen),
        ended=_all(data.get("ended"), _seen),
        suspects=_all(data.get("suspects"), _suspect),
        undone=_all(data.get("undone"), _suspect),
        out=_all(data.get("out"), _suspect),
        considered=_number(data.get("considered")),
        change_systems=_number(data.get("change_systems")),
        changes_missing=bool(data.get("changes_missing")),
        people=_all(data.get("people"), _responsible),
        similar=_all(data.get("similar"), _precedent),
        runbook=Excerpt(**_texts(object_of(data["runbook"]))) if data.get("runbook") else None,
        tickets=_number(data.get("tickets")),
        tickets_since=_perhaps(data.get("tickets_since")),
        ticket_url=text_of(data.get("ticket_url")),
        statuses=_all(data.get("statuses"), _seen),
        **{name: _words(data, name) for name in ("instead", "troubles", "late", "remarks", "told")},
    )


def _seen(data: JsonObject) -> Seen:
    severity = data.get("severity")
    return Seen(
        **_texts(data, "title", "kind", "first", "why", "system", "url"),
        keys=_words(data, "keys"),
        since=_moment(data["since"]),
        services=_words(data, "services"),
        severity=severity if isinstance(severity, int) else None,
        count=_number(data.get("count")),
        others=_number(data.get("others")),
        ended_at=_perhaps(data.get("ended_at")),
    )


def _suspect(data: JsonObject) -> Suspect:
    names = ("key", "title", "kind", "state", "service", "author", "reach", "system", "url")
    return Suspect(**_texts(data, *names), at=_moment(data["at"]), reasons=_words(data, "reasons"))


def _responsible(data: JsonObject) -> Responsible:
    names = ("service", "owner", "tier", "channel", "contact", "url")
    return Responsible(**_texts(data, *names), on_call=_all(data.get("on_call"), _duty))


def _duty(data: JsonObject) -> Duty:
    names = ("person", "contact", "rotation", "service", "user", "system", "url")
    return Duty(**_texts(data, *names), level=_number(data.get("level")), until=_perhaps(data.get("until")))


def _precedent(data: JsonObject) -> Precedent:
    return Precedent(**_texts(data, "name", "title", "fix", "fix_url", "took", "url"), shared=_words(data, "shared"))


def _all(value: Json, read: Callable[[JsonObject], T]) -> tuple[T, ...]:
    return tuple(map(read, objects_of(value)))


def _words(data: JsonObject, name: str) -> tuple[str, ...]:
    return tuple(texts_of(data.get(name)))


def _texts(data: JsonObject, *names: str) -> Mapping[str, str]:
    """The texts of these names, or of all."""
    return {name: text_of(data.get(name)) for name in names or data}


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _moment(value: Json) -> datetime:
    return datetime.fromisoformat(text_of(value))


def _perhaps(value: Json) -> datetime | None:
    return _moment(value) if value else None
