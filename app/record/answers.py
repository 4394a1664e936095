"""What models answered, kept so that the same question costs nothing twice; gone once anything said is taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import Kind
from app.record import traces
from app.redaction.mask import mask
from app.store.columns import storable
from app.store.database import Transaction
from app.store.tables import answers, entries

_TAKES_BACK = (Kind.EDIT.value, Kind.DELETION.value, Kind.MASKING.value)


@dataclass(frozen=True, slots=True)
class Answer:
    """What `model` answered; `key` is made of everything that it was asked."""

    key: str
    model: str
    text: str


async def find(connection: AsyncConnection, key: str) -> str | None:
    """The answer that is kept under a key, if any."""
    return (await connection.execute(select(answers.c.text).where(answers.c.key == key))).scalar_one_or_none()


async def save(tx: Transaction, incident_id: int, answer: Answer, now: datetime) -> None:
    """Keep an answer, masked. One that is there already stays."""
    values = {
        "key": answer.key,
        "incident_id": incident_id,
        "model": answer.model,
        "text": storable(mask(answer.text)),
        "created_at": now,
    }
    await tx.execute(tx.insert(answers).on_conflict_do_nothing(), [values])


async def taken_back_since(connection: AsyncConnection, incident_id: int, seq: int) -> frozenset[str]:
    """The keys of what was edited, deleted or masked after entry `seq` was recorded: an answer from before may repeat it."""
    query = select(entries.c.about).where(
        entries.c.incident_id == incident_id, entries.c.seq > seq, entries.c.kind.in_(_TAKES_BACK)
    )
    return frozenset((await connection.execute(query)).scalars())


async def forget(tx: Transaction, incident_id: int) -> None:
    """Drop every answer about an incident, and what its traces repeat: something said in it was taken back or masked."""
    gone = await tx.execute(delete(answers).where(answers.c.incident_id == incident_id))
    tx.erased = tx.erased or gone.rowcount > 0
    await traces.forget_words(tx, incident_id)


async def forget_before(tx: Transaction, moment: datetime) -> None:
    """Drop the answers that were given before then, of every incident."""
    await tx.execute(delete(answers).where(answers.c.created_at < moment))
