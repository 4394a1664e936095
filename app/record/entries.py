"""Entries in the database: read, insert, erase. What an entry causes is decided in `append`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, bindparam, exists, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import Author, Entry, Kind, Source, Voice
from app.domain.json import object_of, text_of
from app.record import words
from app.record.keys import masking_key, message_key
from app.store.database import Transaction
from app.store.tables import entries

_FROM_CHAT = (Kind.MESSAGE.value, Kind.SIGNAL.value)
_WORDINGS = (Kind.EDIT.value, Kind.MASKING.value)
_IN_A_STATEMENT = 400  # SQLite allows 32,766 variables, asyncpg 32,767; small statements are cached better

# Built once: these run for every message.
_KNOWN = select(entries.c.key, entries.c.happened_at).where(
    entries.c.incident_id == bindparam("incident"), entries.c.key.in_(bindparam("keys", expanding=True))
)
_ADDED = insert(entries)

_NO_CONTENT = {"text": "", "details": {}, "author_name": "", "salt": "", "erased": True}
_later = entries.alias("later")
_masks_it = and_(
    _later.c.incident_id == entries.c.incident_id,
    _later.c.about.in_([entries.c.key, entries.c.about]),
    _later.c.kind == Kind.MASKING.value,
    _later.c.erased.is_(False),
    func.substr(_later.c.key, len(masking_key("", "")), func.length(entries.c.key)) == entries.c.key,
)
_there = or_(entries.c.erased.is_(False), exists().where(_masks_it))
"""Not erased, or only to mask a secret in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A recorded message by its place in chat. `thread_ts` is empty unless it is a reply."""

    channel: str
    ts: str
    thread_ts: str


async def said_in(connection: AsyncConnection, incident_id: int, channel: str, last_seq: int) -> list[Said]:
    """The messages of a channel that are recorded and not erased, among the entries up to `last_seq`."""
    place = message_key(channel, "")
    query = select(entries.c.key, entries.c.thread).where(
        entries.c.incident_id == incident_id,
        entries.c.key > place,
        entries.c.key < f"{place}:",  # the character after the digits
        entries.c.kind.in_(_FROM_CHAT),
        _there,
        entries.c.seq <= last_seq,
    )
    rows = await connection.execute(query.order_by(entries.c.seq))
    return [Said(channel, key.removeprefix(place), thread.removeprefix(place)) for key, thread in rows]


async def with_corrections(
    connection: AsyncConnection, incident_id: int, keys: Sequence[str], last_seq: int | None = None
) -> list[Entry]:
    """The entries with these keys and those about them, among the entries up to `last_seq` if that is given."""
    found: list[Entry] = []
    for start in range(0, len(keys), _IN_A_STATEMENT):
        part = keys[start : start + _IN_A_STATEMENT]
        query = select(entries).where(
            entries.c.incident_id == incident_id,
            or_(entries.c.key.in_(part), entries.c.about.in_(part)),
            true() if last_seq is None else entries.c.seq <= last_seq,
        )
        found += [_entry(row) for row in await connection.execute(query)]
    return found


async def stated_by(connection: AsyncConnection, source_ref: str) -> list[tuple[int, Entry]]:
    """What a command stated, in whichever incidents: with each entry the incident's id. Erased ones are left out."""
    query = select(entries).where(
        entries.c.source_system == "slack command", entries.c.source_ref == source_ref, _there
    )
    return [(row.incident_id, _entry(row)) for row in await connection.execute(query)]


async def erased_among(
    connection: AsyncConnection, incident_id: int, numbers: Sequence[int], read_at: datetime
) -> set[int]:
    """Which of these entries have lost the content that they had at `read_at`: to a deletion, or to a masking since."""
    masked_before = exists().where(_masks_it, _later.c.recorded_at < read_at)
    query = select(entries.c.seq).where(
        entries.c.incident_id == incident_id,
        entries.c.seq.in_(numbers),
        entries.c.erased.is_(True),
        ~masked_before,
    )
    return set((await connection.execute(query)).scalars())


async def all_entries(connection: AsyncConnection, incident_id: int, after_seq: int = 0) -> list[Entry]:
    """The incident's entries after a number, in the order in which they were recorded."""
    query = (
        select(entries).where(entries.c.incident_id == incident_id, entries.c.seq > after_seq).order_by(entries.c.seq)
    )
    return [_entry(row) for row in await connection.execute(query)]


async def last_by(
    connection: AsyncConnection, incident_id: int, person: str, passing_over: Collection[Kind], before: datetime
) -> datetime | None:
    """When a person last said or did something before a time, entries of some kinds not counted."""
    theirs = (entries.c.author_id == person, entries.c.happened_at < before)
    other = entries.c.kind.not_in([kind.value for kind in passing_over])
    query = select(func.max(entries.c.happened_at)).where(entries.c.incident_id == incident_id, *theirs, other)
    moment: datetime | None = await connection.scalar(query)
    return moment


async def known(tx: Transaction, incident_id: int, keys: Collection[str]) -> dict[str, datetime]:
    """Which of the keys are recorded already, and when each happened."""
    found: dict[str, datetime] = {}
    listed = list(keys)
    for start in range(0, len(listed), _IN_A_STATEMENT):
        part = listed[start : start + _IN_A_STATEMENT]
        rows = await tx.execute(_KNOWN, {"incident": incident_id, "keys": part})
        found.update({row.key: row.happened_at for row in rows})
    return found


async def add(tx: Transaction, incident_id: int, new: Sequence[Entry]) -> None:
    if new:
        await tx.execute(_ADDED, [_row(incident_id, entry) for entry in new])


async def erase(tx: Transaction, incident_id: int, key: str) -> None:
    """Remove the content of the entry `key`, of its edits and of what masked them; numbers and digests stay."""
    await words.forget(tx, incident_id, key)
    theirs = or_(entries.c.key == key, (entries.c.about == key) & entries.c.kind.in_(_WORDINGS))
    await tx.execute(update(entries).where(entries.c.incident_id == incident_id, theirs).values(_NO_CONTENT))
    tx.erased = True


async def cover(tx: Transaction, incident_id: int, masking: Entry) -> None:
    """Remove the content which `masking` replaces: of the entry, and of what masked less of it before."""
    of = text_of(masking.details.get("entry"))
    await words.forget(tx, incident_id, masking.about)
    query = select(entries).where(entries.c.incident_id == incident_id, entries.c.about == masking.about)
    before = [
        row.seq
        for row in await tx.execute(query.where(entries.c.kind == Kind.MASKING.value, entries.c.seq < masking.seq))
        if text_of(object_of(row.details).get("entry")) == of
    ]
    theirs = or_(entries.c.key == of, entries.c.seq.in_(before))
    await tx.execute(update(entries).where(entries.c.incident_id == incident_id, theirs).values(_NO_CONTENT))
    tx.erased = True


def _row(incident_id: int, entry: Entry) -> dict[str, object]:
    return {
        "incident_id": incident_id,
        "seq": entry.seq,
        "key": entry.key,
        "kind": entry.kind.value,
        "happened_at": entry.happened_at,
        "recorded_at": entry.recorded_at,
        "about": entry.about,
        "thread": entry.thread,
        "voice": entry.author.voice.value,
        "author_id": entry.author.id,
        "author_name": entry.author.name,
        "source_system": entry.source.system,
        "source_ref": entry.source.ref,
        "source_url": entry.source.url,
        "text": entry.text,
        "details": entry.details,
        "salt": entry.salt,
        "content_digest": entry.content_digest,
        "digest": entry.digest,
        "erased": entry.erased,
    }


def _entry(row: Row[*tuple[object, ...]]) -> Entry:
    return Entry(
        key=row.key,
        kind=Kind(row.kind),
        happened_at=row.happened_at,
        author=Author(Voice(row.voice), row.author_id, row.author_name),
        source=Source(row.source_system, row.source_ref, row.source_url),
        text=row.text,
        about=row.about,
        thread=row.thread,
        details=object_of(row.details),
        seq=row.seq,
        recorded_at=row.recorded_at,
        salt=row.salt,
        content_digest=row.content_digest,
        digest=row.digest,
        erased=row.erased,
    )
