"""The egress ledger: one row for each call of a model, written before the call and completed after it; never any text.

A row that says `sent` and has no outcome is a call under way, or one during which the process died.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.json import object_of
from app.policy.budget import Spent
from app.store.database import Transaction
from app.store.tables import egress

SENT = "sent"
WITHHELD = "withheld"
_ONE_AFTER_THE_OTHER = 0x57A7E6  # an arbitrary number that replicas agree on: nobody spends what somebody else just did
_LONGEST = {"purpose": 32, "model": 120, "trace": 40}
"""Characters that the columns take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A row of the ledger. `outcome` is empty (under way, or cut off) or one of the words of `gate`.

    Until the call has ended tokens and cost are what it may take at most.
    """

    at: datetime
    incident_id: int | None
    purpose: str
    model: str
    host: str
    is_local: bool
    decision: str = SENT
    reason: str = ""
    entries: int = 0
    characters: int = 0
    masked: Mapping[str, int] = field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0
    cost_microusd: int = 0
    duration_ms: int = 0
    outcome: str = ""
    trace: str = ""


async def lock(tx: Transaction) -> None:
    """Nobody else writes to the ledger until the transaction ends."""
    if tx.connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        await tx.execute(text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_ONE_AFTER_THE_OTHER))


async def write(tx: Transaction, outgoing: Outgoing) -> int:
    """Add a row; returns its number."""
    values = {name: getattr(outgoing, name) for name in Outgoing.__slots__}
    values |= {name: values[name][:most] for name, most in _LONGEST.items()}
    values["masked"] = dict(outgoing.masked)
    number: int = (await tx.execute(insert(egress).values(values).returning(egress.c.id))).scalar_one()
    return number


async def complete(
    tx: Transaction, number: int, *, outcome: str, used: tuple[int, int], cost_microusd: int, duration_ms: int
) -> None:
    """Say how a call ended and what it used: (input, output) tokens."""
    values = {
        "outcome": outcome,
        "input_tokens": used[0],
        "output_tokens": used[1],
        "cost_microusd": cost_microusd,
        "duration_ms": duration_ms,
    }
    await tx.execute(update(egress).where(egress.c.id == number, egress.c.outcome == "").values(values))


async def spent(connection: AsyncConnection, *, since: datetime | None = None, incident_id: int | None = None) -> Spent:
    """What calls used up, those under way with the most they may take; of one incident, since a time, or both."""
    query = select(
        func.count(),
        func.coalesce(func.sum(egress.c.input_tokens + egress.c.output_tokens), 0),
        func.coalesce(func.sum(egress.c.cost_microusd), 0),
    ).where(egress.c.decision == SENT)
    if since is not None:
        query = query.where(egress.c.at >= since)
    if incident_id is not None:
        query = query.where(egress.c.incident_id == incident_id)
    calls, tokens, microusd = (await connection.execute(query)).one()
    return Spent(calls, int(tokens), int(microusd))


async def rows(
    connection: AsyncConnection, *, since: datetime | None = None, incident_id: int | None = None
) -> list[Outgoing]:
    """The ledger in order, of one incident, since a time, or both."""
    query = select(egress).order_by(egress.c.id)
    if since is not None:
        query = query.where(egress.c.at >= since)
    if incident_id is not None:
        query = query.where(egress.c.incident_id == incident_id)
    return [_outgoing(row) for row in await connection.execute(query)]


async def numbered(
    connection: AsyncConnection, after: int, also: Collection[int], most: int
) -> list[tuple[int, Outgoing]]:
    """Rows with their numbers, in order: at most so many after a number, and these others."""
    newer = select(egress).where(egress.c.id > after).order_by(egress.c.id).limit(most)
    found = list(await connection.execute(newer))
    if also:
        found += await connection.execute(select(egress).where(egress.c.id.in_(also)))
    return [(row.id, _outgoing(row)) for row in sorted(found, key=lambda row: row.id)]


async def unfinished(connection: AsyncConnection) -> int:
    """Calls that have no outcome: under way, or cut off."""
    query = select(func.count()).where(egress.c.decision == SENT, egress.c.outcome == "")
    return (await connection.execute(query)).scalar_one()


def _outgoing(row: Row[*tuple[object, ...]]) -> Outgoing:
    values = {name: getattr(row, name) for name in Outgoing.__slots__}
    masked = {kind: count for kind, count in object_of(row.masked).items() if isinstance(count, int)}
    return Outgoing(**{**values, "masked": masked})
