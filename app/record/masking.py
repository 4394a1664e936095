"""Masks secrets after the fact: in the record, and in whatever was derived from it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, Text, delete, or_, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.json import Json, JsonObject, all_texts, object_of, text_of
from app.domain.post import Body, SentPost
from app.record.bodies import body_of, to_json
from app.record.keys import masking_key
from app.redaction.covering import Cover
from app.store.columns import canonical
from app.store.database import Transaction
from app.store.tables import digests, documents, feedback, incidents, jobs, scans, suggestions, surroundings

_WITHOUT_WORDS = frozenset({Kind.REACTION, Kind.PIN, Kind.DELETION, Kind.PRESENCE})


async def scanned(connection: AsyncConnection, incident_id: int) -> int:
    """The number of the last entry that was looked at a second time; 0 if none was."""
    found: int | None = await connection.scalar(select(scans.c.seq).where(scans.c.incident_id == incident_id))
    return found or 0


async def unscanned(connection: AsyncConnection) -> list[tuple[int, int]]:
    """Incident and newest entry, of the incidents that have entries which nobody looked at a second time."""
    behind = incidents.outerjoin(scans, scans.c.incident_id == incidents.c.id)
    query = select(incidents.c.id, incidents.c.head_seq).select_from(behind)
    query = query.where(scans.c.seq.is_(None) | (scans.c.seq < incidents.c.head_seq))
    return [(row.id, row.head_seq) for row in await connection.execute(query.order_by(incidents.c.id))]


async def keep_scanned(tx: Transaction, incident_id: int, seq: int) -> None:
    insert = tx.insert(scans).values(incident_id=incident_id, seq=seq)
    await tx.execute(insert.on_conflict_do_update(index_elements=["incident_id"], set_={"seq": seq}))


def words_of(entry: Entry) -> str:
    """Everything in an entry where somebody may have written a secret."""
    if entry.erased or entry.kind in _WITHOUT_WORDS:
        return ""
    return "\n".join([entry.text, entry.author.name, *all_texts(entry.details)])


def maskings(recorded: Sequence[Entry], cover: Cover, now: datetime) -> list[tuple[Entry, Draft]]:
    """The entries that hold one of the secrets, each with what is to mask it."""
    return [(entry, _masking(entry, cover, now)) for entry in recorded if _covers(cover, entry)]


def covered(said: Sequence[SentPost], cover: Cover) -> list[tuple[SentPost, Body]]:
    """The posts that repeat one of the secrets, each with what it says without."""
    bodies = [(sent, body_of(object_of(cover.json(to_json(sent.post.body))))) for sent in said]
    return [(sent, body) for sent, body in bodies if body != sent.post.body]


async def cover_rest(tx: Transaction, incident_id: int, cover: Cover) -> None:
    """Cover what else is kept of an incident: its title and impact, documents, suggestions, feedback, jobs, digests; and
    what is kept of the surroundings of any, where it may be quoted.

    Answers of models are forgotten with the maskings themselves.
    """
    await _cover_rows(tx, incidents, cover, ("title", "impact"), incidents.c.id == incident_id)
    await _cover_rows(tx, documents, cover, ("body",), documents.c.incident_id == incident_id)
    await _cover_rows(tx, suggestions, cover, ("words",), suggestions.c.incident_id == incident_id)
    await _cover_rows(tx, feedback, cover, ("words",), feedback.c.incident_id == incident_id)
    for table, name in ((jobs, "payload"), (surroundings, "body")):
        written = type_coerce(table.c[name], Text)
        repeats = [written.contains(canonical(secret)[1:-1], autoescape=True) for secret in cover.secrets]
        await _cover_rows(tx, table, cover, (name,), or_(*repeats))
    await tx.execute(delete(digests).where(digests.c.incident_id == incident_id))
    tx.erased = True


async def _cover_rows(
    tx: Transaction, table: Table, cover: Cover, columns: Sequence[str], *where: ColumnElement[bool]
) -> None:
    keys = list(table.primary_key.columns)
    query = select(*keys, *(table.c[name] for name in columns)).where(*where)
    for row in (await tx.execute(query)).mappings().all():
        values: dict[str, Json] = {name: cover.json(row[name]) for name in columns}
        if any(canonical(values[name]) != canonical(row[name]) for name in columns):
            mine = [key == row[key.name] for key in keys]
            await tx.execute(update(table).where(*mine).values(values))


def _covers(cover: Cover, entry: Entry) -> bool:
    words = words_of(entry)
    return bool(words) and cover.text(words) != words


def _masking(entry: Entry, cover: Cover, now: datetime) -> Draft:
    """Of a masking that did not mask everything a new one is made, about the same entry."""
    details: JsonObject = entry.details
    name, about, of = entry.author.name, entry.key, entry.key
    if entry.kind is Kind.EDIT:
        about = entry.about
    elif entry.kind is Kind.MASKING:
        about, of = entry.about, text_of(entry.details.get("entry"))
        details, name = object_of(entry.details.get("details")), text_of(entry.details.get("name"))
    return Draft(
        key=masking_key(of, entry.content_digest),
        kind=Kind.MASKING,
        happened_at=now,
        author=Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", "second scan"),
        text=cover.text(entry.text),
        about=about,
        details={
            "entry": of,
            "details": cover.json(details),
            "name": cover.text(name),
            "types": cover.types_in(words_of(entry)),
        },
    )
