"""Incidents in the database: declared once, found by key or channel, saved as the fold of their entries."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, bindparam, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.errors import UserError
from app.domain.incident import OPEN_STATUSES, Audience, Incident, Status
from app.domain.json import object_of, text_of, texts_of
from app.record.chain import GENESIS
from app.store.database import Transaction
from app.store.tables import incident_channels as _links
from app.store.tables import incidents

_NUMBERING = 0x57A7C5  # an arbitrary number that replicas agree on: incidents get their numbers one after the other

# Built once: these run for every message.
_RECORDED = (
    select(_links.c.channel, incidents.c.id)
    .join(_links, _links.c.incident_id == incidents.c.id)
    .where(_links.c.channel.in_(bindparam("channels", expanding=True)), incidents.c.recording.is_(True))
    .order_by(incidents.c.id)
)
_LOCKED = select(incidents).where(incidents.c.id == bindparam("incident")).with_for_update()
_SAVED = update(incidents).where(incidents.c.id == bindparam("incident"))


async def declare(tx: Transaction, incident: Incident, declared_key: str) -> Incident:
    """Insert a new incident and give it its number; the same `declared_key` gives the incident that is there already.

    `incident.id` and `incident.key` are ignored. Keys count up from INC-1.
    """
    if tx.connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        await tx.execute(text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_NUMBERING))
    there = (await tx.execute(select(incidents).where(incidents.c.declared_key == declared_key))).one_or_none()
    if there:
        return _incident(there)
    number = ((await tx.execute(select(func.max(incidents.c.id)))).scalar() or 0) + 1
    incident = replace(incident, id=number, key=f"INC-{number}")
    row = {
        **_row(incident),
        "id": number,
        "key": incident.key,
        "declared_at": incident.declared_at,
        "declared_by": incident.declared_by,
        "declared_key": declared_key,
        "head_seq": 0,
        "head_digest": GENESIS,
    }
    await tx.execute(insert(incidents), [row])
    if incident.channel:
        await link(tx, number, incident.channel, incident.channel_name)
    return incident


async def by_id(connection: AsyncConnection, incident_id: int) -> Incident:
    row = (await connection.execute(select(incidents).where(incidents.c.id == incident_id))).one()
    return _incident(row)


async def by_key(connection: AsyncConnection, key: str) -> Incident:
    """Raises UserError if there is no such incident."""
    wanted = key.strip().upper()
    wanted = f"INC-{wanted}" if wanted.isdigit() else wanted
    row = (await connection.execute(select(incidents).where(incidents.c.key == wanted))).one_or_none()
    if row is None:
        raise UserError(f"There is no incident {wanted}. `/inc list` shows those that there are.")
    return _incident(row)


async def by_channel(connection: AsyncConnection, channel: str) -> Incident | None:
    """The newest incident that a channel belongs to, or None."""
    query = select(incidents).join(_links, _links.c.incident_id == incidents.c.id).where(_links.c.channel == channel)
    row = (await connection.execute(query.order_by(incidents.c.id.desc()).limit(1))).one_or_none()
    return _incident(row) if row else None


async def recorded_in(tx: Transaction, channels: Collection[str]) -> dict[str, int]:
    """Channel → incident id, for those of the channels that are being recorded."""
    rows = await tx.execute(_RECORDED, {"channels": list(channels)})
    return {row.channel: row.id for row in rows}


async def active(connection: AsyncConnection) -> list[Incident]:
    """Incidents that are not closed, newest first."""
    statuses = [status.value for status in (*OPEN_STATUSES, Status.RESOLVED)]
    query = select(incidents).where(incidents.c.status.in_(statuses)).order_by(incidents.c.id.desc())
    return [_incident(row) for row in await connection.execute(query)]


async def closed(connection: AsyncConnection, limit: int) -> list[Incident]:
    """The incidents that were closed last."""
    query = select(incidents).where(incidents.c.status == Status.CLOSED.value)
    rows = await connection.execute(query.order_by(incidents.c.closed_at.desc()).limit(limit))
    return [_incident(row) for row in rows]


async def over(connection: AsyncConnection, limit: int) -> list[Incident]:
    """The newest incidents that are resolved or closed, newest first."""
    query = select(incidents).where(incidents.c.status.in_([Status.RESOLVED.value, Status.CLOSED.value]))
    return [_incident(row) for row in await connection.execute(query.order_by(incidents.c.id.desc()).limit(limit))]


async def recording(connection: AsyncConnection) -> list[Incident]:
    """Every incident whose channel is being recorded, newest first."""
    query = select(incidents).where(incidents.c.recording.is_(True)).order_by(incidents.c.id.desc())
    return [_incident(row) for row in await connection.execute(query)]


async def lock(tx: Transaction, incident_id: int) -> tuple[Incident, int, str]:
    """The incident with its newest entry's number and digest, locked until the transaction ends."""
    row = (await tx.execute(_LOCKED, {"incident": incident_id})).one()
    return _incident(row), row.head_seq, row.head_digest


async def save(tx: Transaction, incident: Incident, head_seq: int, head_digest: str) -> None:
    await tx.execute(
        _SAVED, {**_row(incident), "head_seq": head_seq, "head_digest": head_digest, "incident": incident.id}
    )


async def restate_impact(tx: Transaction, incident_id: int, impact: str) -> None:
    """Show another impact, for the one that was stated last is erased."""
    await tx.execute(update(incidents).where(incidents.c.id == incident_id).values(impact=impact))


async def head(connection: AsyncConnection, incident_id: int) -> tuple[int, str]:
    row = (
        await connection.execute(
            select(incidents.c.head_seq, incidents.c.head_digest).where(incidents.c.id == incident_id)
        )
    ).one()
    return row.head_seq, row.head_digest


async def move_to(tx: Transaction, incident_id: int, channel: str, channel_name: str) -> None:
    """Say which channel the incident lives in; it is not known yet while the channel is being opened."""
    values = {"channel": channel, "channel_name": channel_name}
    await tx.execute(update(incidents).where(incidents.c.id == incident_id).values(values))
    await link(tx, incident_id, channel, channel_name)


async def link(tx: Transaction, incident_id: int, channel: str, name: str) -> None:
    """Record another channel for the incident, too."""
    await unlink(tx, incident_id, channel)
    await tx.execute(insert(_links), [{"channel": channel, "incident_id": incident_id, "name": name}])


async def unlink(tx: Transaction, incident_id: int, channel: str) -> None:
    await tx.execute(delete(_links).where(_links.c.incident_id == incident_id, _links.c.channel == channel))


async def channels_of(connection: AsyncConnection, incident_id: int) -> dict[str, str]:
    """Channel id → name, of every channel that is recorded for the incident, its own included."""
    rows = await connection.execute(
        select(_links).where(_links.c.incident_id == incident_id).order_by(_links.c.channel)
    )
    return {row.channel: row.name for row in rows}


def _row(incident: Incident) -> dict[str, object]:
    return {
        "title": incident.title,
        "channel": incident.channel,
        "channel_name": incident.channel_name,
        "status": incident.status.value,
        "severity": incident.severity,
        "audience": incident.audience.value,
        "roles": incident.roles,
        "services": list(incident.services),
        "impact": incident.impact,
        "quiet": incident.quiet,
        "recording": incident.recording,
        "resolved_at": incident.resolved_at,
        "closed_at": incident.closed_at,
        "updated_at": incident.updated_at,
    }


def _incident(row: Row[*tuple[object, ...]]) -> Incident:
    times: dict[str, datetime | None] = {
        name: getattr(row, name) for name in ("resolved_at", "closed_at", "updated_at")
    }
    return Incident(
        id=row.id,
        key=row.key,
        title=row.title,
        channel=row.channel,
        channel_name=row.channel_name,
        declared_at=row.declared_at,
        declared_by=row.declared_by,
        status=Status(row.status),
        severity=row.severity,
        audience=Audience(row.audience),
        roles={role: text_of(person) for role, person in object_of(row.roles).items()},
        services=tuple(texts_of(row.services)),
        impact=row.impact,
        quiet=row.quiet,
        recording=row.recording,
        **times,
    )
