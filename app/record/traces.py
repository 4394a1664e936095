"""How each brief came to be, kept so that `why` can be answered; without words that were taken back since."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of
from app.domain.model import Attempt, Trace
from app.record.bodies import to_json
from app.redaction.mask import mask_json
from app.store.database import Transaction
from app.store.tables import traces

_WORDS = "dropped"
"""The only part of a trace that repeats what was said."""


async def save(tx: Transaction, incident_id: int, trace: Trace, now: datetime) -> None:
    """Keep a trace. Secrets in it are masked, as everywhere."""
    values = {
        "id": trace.id,
        "incident_id": incident_id,
        "kind": trace.kind,
        "writer": trace.writer,
        "body": mask_json(to_json(trace)),
        "created_at": now,
    }
    await tx.execute(insert(traces), [values])


async def load(connection: AsyncConnection, trace_id: str) -> Trace | None:
    row = (await connection.execute(select(traces).where(traces.c.id == trace_id))).one_or_none()
    return _trace(row) if row else None


async def of_incident(connection: AsyncConnection, incident_id: int, limit: int = 20) -> Sequence[Trace]:
    """The newest traces first."""
    query = select(traces).where(traces.c.incident_id == incident_id)
    newest = query.order_by(traces.c.created_at.desc(), traces.c.id.desc()).limit(limit)
    return [_trace(row) for row in await connection.execute(newest)]


async def forget_words(tx: Transaction, incident_id: int) -> None:
    """Drop what the traces of an incident repeat of what was said: a statement that was dropped may quote anything."""
    rows = await tx.execute(select(traces.c.id, traces.c.body).where(traces.c.incident_id == incident_id))
    quoting = [(row.id, object_of(row.body)) for row in rows if object_of(row.body).get(_WORDS)]
    for trace_id, body in quoting:
        nothing: Json = []
        await tx.execute(update(traces).where(traces.c.id == trace_id).values(body={**body, _WORDS: nothing}))
        tx.erased = True


def _trace(row: Row[tuple[object, ...]]) -> Trace:
    body = object_of(row.body)
    numbers, findings = body.get("entries"), object_of(body.get("findings"))
    return Trace(
        id=row.id,
        kind=row.kind,
        writer=row.writer,
        prompt_version=text_of(body.get("prompt_version")),
        entries=tuple(one for one in numbers if isinstance(one, int)) if isinstance(numbers, list) else (),
        attempts=tuple(_attempt(one) for one in objects_of(body.get("attempts"))),
        findings={rule: count for rule, count in findings.items() if isinstance(count, int)},
        dropped=tuple(texts_of(body.get(_WORDS))),
        kept=_whole(body.get("kept")),
        filled=_whole(body.get("filled")),
        remark=text_of(body.get("remark")),
    )


def _attempt(data: JsonObject) -> Attempt:
    return Attempt(
        model=text_of(data.get("model")),
        outcome=text_of(data.get("outcome")),
        input_tokens=_whole(data.get("input_tokens")),
        output_tokens=_whole(data.get("output_tokens")),
        duration_s=_number(data.get("duration_s")),
        cost_usd=_number(data.get("cost_usd")),
    )


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
