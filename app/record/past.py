"""The words of incidents that are over, by which similar ones are found."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import Kind
from app.store.tables import entries

_TEXTS = (
    Kind.MESSAGE,
    Kind.UTTERANCE,
    Kind.SIGNAL,
    Kind.CHANGE,
    Kind.DECISION,
    Kind.ACTION,
    Kind.HYPOTHESIS,
    Kind.NOTE,
    Kind.IMPACT,
    Kind.STATUS,
    Kind.EDIT,
    Kind.MASKING,
)
_MOST_CHARS = 500
_MOST_ENTRIES = 2000
"""Of one text, and of one incident: what it looked like is said soon."""


async def texts(connection: AsyncConnection, incident_ids: Sequence[int]) -> dict[int, list[tuple[Kind, str]]]:
    """Incident id → what was said and stated in it, as it was written at first and after each edit; nothing erased.

    Of each text the first 500 characters, of each incident the first 2,000 entries.
    """
    found: dict[int, list[tuple[Kind, str]]] = {one: [] for one in incident_ids}
    query = select(entries.c.incident_id, entries.c.kind, func.substr(entries.c.text, 1, _MOST_CHARS).label("words"))
    query = query.where(
        entries.c.incident_id.in_(incident_ids),
        entries.c.kind.in_([kind.value for kind in _TEXTS]),
        entries.c.text != "",
        entries.c.seq <= _MOST_ENTRIES,
    )
    for row in await connection.execute(query.order_by(entries.c.incident_id, entries.c.seq)):
        found[row.incident_id].append((Kind(row.kind), row.words))
    return found
