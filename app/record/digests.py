"""Digests of closed windows of a record, kept so that each is made once; emptied when anything in the window is taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.brief import Statement
from app.domain.json import objects_of
from app.record.bodies import statement_of, to_json
from app.redaction.mask import mask_json
from app.store.database import Transaction
from app.store.tables import digests, entries

_LEVEL = 0
_EMPTIED = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest:
    """Entries `first_seq` to `last_seq` in a few statements. `content` is the digest of what they said then; `version`
    names the wording in which it was asked for. Its borders stay, whatever becomes of what is inside them.
    """

    first_seq: int
    last_seq: int
    content: str
    version: str
    writer: str
    statements: tuple[Statement, ...]


async def of_incident(connection: AsyncConnection, incident_id: int) -> list[StoredDigest]:
    """In the order of the record."""
    query = select(digests).where(digests.c.incident_id == incident_id, digests.c.level == _LEVEL)
    return [_digest(row) for row in await connection.execute(query.order_by(digests.c.first_seq))]


async def save(tx: Transaction, incident_id: int, digest: StoredDigest, now: datetime) -> None:
    """Keep a digest, masked, in place of the one before with the same first entry."""
    insert = tx.insert(digests).values(
        incident_id=incident_id,
        level=_LEVEL,
        first_seq=digest.first_seq,
        last_seq=digest.last_seq,
        content=digest.content,
        version=digest.version,
        writer=digest.writer,
        body=mask_json(to_json(digest.statements)),
        created_at=now,
    )
    changed = {
        name: insert.excluded[name] for name in ("last_seq", "content", "version", "writer", "body", "created_at")
    }
    await tx.execute(insert.on_conflict_do_update(index_elements=["incident_id", "level", "first_seq"], set_=changed))


async def forget(tx: Transaction, incident_id: int, keys: Collection[str]) -> None:
    """Empty the digests of the windows that these entries are in: they may repeat what was taken back."""
    inside = (digests.c.first_seq <= entries.c.seq) & (digests.c.last_seq >= entries.c.seq)
    theirs = (entries.c.incident_id == incident_id) & entries.c.key.in_(keys) & inside
    around = (digests.c.incident_id == incident_id) & select(entries.c.seq).where(theirs).exists()
    if (await tx.execute(update(digests).where(around).values(content=_EMPTIED, body=[]))).rowcount:
        tx.erased = True


def _digest(row: Row[*tuple[object, ...]]) -> StoredDigest:
    return StoredDigest(
        first_seq=row.first_seq,
        last_seq=row.last_seq,
        content=row.content,
        version=row.version,
        writer=row.writer,
        statements=tuple(statement_of(item) for item in objects_of(row.body)),
    )
