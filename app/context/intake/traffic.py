"""How much each connector sent, what became of it, and what last went wrong. Nothing is lost from these counts.

What came (`received`) is what was merged into something known, what was new, and what was dropped, and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.context.intake.turns import turn
from app.redaction.mask import mask
from app.store.columns import storable
from app.store.database import Transaction
from app.store.tables import traffic

_SENTENCE_CHARACTERS = 500
_COUNTED = ("received", "dropped", "merged", "posted", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`received` are signals and changes; `dropped` what was of no use or was cut off by the sender; `merged` repeats;
    `posted` the entries that came of it; `refused` deliveries that were not signed as they should be.
    """

    received: int = 0
    dropped: int = 0
    merged: int = 0
    posted: int = 0
    refused: int = 0
    heard_at: datetime | None = None
    trouble: str = ""
    trouble_at: datetime | None = None

    @property
    def new(self) -> int:
        return self.received - self.dropped - self.merged


async def count(tx: Transaction, connector: str, counts: Counts) -> None:
    """Add to what is counted; the times and the trouble replace what was there, where they are given.

    Waits for this transaction's turn (`turns.turn`): call it before the transaction locks an incident.
    """
    await turn(tx)
    values = {name: getattr(counts, name) for name in _COUNTED}
    said = mask(storable(counts.trouble))[:_SENTENCE_CHARACTERS]
    new = tx.insert(traffic).values(
        connector=connector, **values, heard_at=counts.heard_at, trouble=said, trouble_at=counts.trouble_at
    )
    changed: dict[str, object] = {name: traffic.c[name] + new.excluded[name] for name in _COUNTED}
    if counts.heard_at:
        changed["heard_at"] = counts.heard_at
    if counts.trouble_at:
        changed |= {"trouble": said, "trouble_at": counts.trouble_at}
    await tx.execute(new.on_conflict_do_update(index_elements=["connector"], set_=changed))


async def all_counts(connection: AsyncConnection) -> dict[str, Counts]:
    """By the name of the connector."""
    rows = await connection.execute(select(traffic).order_by(traffic.c.connector))
    return {
        row.connector: Counts(
            **{name: getattr(row, name) for name in _COUNTED},
            heard_at=row.heard_at,
            trouble=row.trouble,
            trouble_at=row.trouble_at,
        )
        for row in rows
    }
