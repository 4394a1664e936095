"""Drafted documents and what people made of them: kept per incident and kind, published places included."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.brief import BriefKind
from app.domain.json import Json, JsonObject, object_of
from app.redaction.mask import mask_json
from app.store.database import Transaction
from app.store.tables import documents


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """`body` is the document's sections as JSON with people's edits; `publications` place → id or timestamp there."""

    incident_id: int
    kind: BriefKind
    body: Json
    publications: JsonObject = field(default_factory=dict)


async def load(connection: AsyncConnection, incident_id: int, kind: BriefKind) -> StoredDocument | None:
    query = select(documents).where(documents.c.incident_id == incident_id, documents.c.kind == kind.value)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return StoredDocument(incident_id=incident_id, kind=kind, body=row.body, publications=object_of(row.publications))


async def save(tx: Transaction, document: StoredDocument, now: datetime) -> None:
    """Insert or replace; callers of one incident run in one lane, so nothing is overwritten unseen."""
    values = {"body": mask_json(document.body), "publications": document.publications, "updated_at": now}
    where = (documents.c.incident_id == document.incident_id) & (documents.c.kind == document.kind.value)
    if (await tx.execute(update(documents).where(where).values(values))).rowcount:
        return
    key = {"incident_id": document.incident_id, "kind": document.kind.value}
    await tx.execute(insert(documents), [{**key, **values}])


def published(document: StoredDocument, place: str, reference: str) -> StoredDocument:
    return replace(document, publications={**document.publications, place: reference})
