"""The incidents that a signal or a change may belong to, with what belongs to them already."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.context.alerts.assigning import RULED, Candidate
from app.context.around import kept
from app.context.intake import signals
from app.record import incidents
from app.store.tables import incidents as _table

_OVER = timedelta(days=1)


async def candidates(connection: AsyncConnection, now: datetime) -> list[Candidate]:
    """Incidents that are open, or were resolved within a day and are not closed yet; newest first."""
    active = [one for one in await incidents.active(connection) if now - (one.resolved_at or now) < _OVER]
    keys = await _declared_keys(connection, [one.id for one in active])
    found = []
    for incident in active:
        view = await kept.load(connection, incident.id)
        found.append(
            Candidate(
                incident=incident,
                episodes=await signals.of_incident(connection, incident.id),
                services=frozenset(view.services if view else ()),
                group=keys.get(incident.id, ""),
            )
        )
    return found


async def declared_by_rules(connection: AsyncConnection, since: datetime) -> int:
    """How many incidents rules declared since then."""
    query = select(func.count()).where(_table.c.declared_key.like(f"{RULED}%"), _table.c.declared_at > since)
    return await connection.scalar(query) or 0


async def _declared_keys(connection: AsyncConnection, numbers: list[int]) -> dict[int, str]:
    """Incident id → the group that a rule declared it for."""
    ruled = _table.c.id.in_(numbers)
    query = select(_table.c.id, _table.c.declared_key).where(ruled, _table.c.declared_key.like(f"{RULED}%"))
    return {row.id: row.declared_key.removeprefix(RULED).partition(":")[0] for row in await connection.execute(query)}
