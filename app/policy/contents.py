"""What material is made of, as the record says: whose names may be in it, and which kinds of entries from which channels."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import CORRECTIONS, Kind
from app.domain.incident import Incident
from app.store.tables import entries, incident_channels
from app.store.tables import people as _people

_SLACK = "slack"
_IN_A_STATEMENT = 400
"""As many variables at once as both databases take, and cache."""


async def people(connection: AsyncConnection) -> tuple[dict[str, str], frozenset[str]]:
    """User id → display name of every person that we have met, and the ids of the bots, whose names are no secret."""
    rows = (await connection.execute(select(_people.c.id, _people.c.name, _people.c.is_bot))).all()
    return {row.id: row.name for row in rows if not row.is_bot}, frozenset(row.id for row in rows if row.is_bot)


async def pieces(
    connection: AsyncConnection, incident: Incident, numbers: Sequence[int]
) -> set[tuple[Kind, tuple[str, str]]]:
    """The kind, and id and name of the channel, of these entries. An edit is of the kind of what it corrects."""
    named = select(incident_channels).where(incident_channels.c.incident_id == incident.id)
    names = {row.channel: row.name for row in await connection.execute(named)} | {
        incident.channel: incident.channel_name
    }
    about = entries.alias()
    corrected = and_(about.c.incident_id == entries.c.incident_id, about.c.key == entries.c.about)
    columns = entries.c.kind, entries.c.source_system, entries.c.source_ref, about.c.kind.label("corrected")
    found: set[tuple[Kind, tuple[str, str]]] = set()
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), _IN_A_STATEMENT):
        part = wanted[start : start + _IN_A_STATEMENT]
        query = select(*columns).select_from(entries.outerjoin(about, corrected)).distinct()
        for row in await connection.execute(query.where(entries.c.incident_id == incident.id, entries.c.seq.in_(part))):
            kind = Kind(row.kind)
            kind = Kind(row.corrected) if kind in CORRECTIONS and row.corrected else kind
            channel = channel_of(row.source_system, row.source_ref) or incident.channel
            found.add((kind, (channel, names.get(channel, ""))))
    return found


def channel_of(source_system: str, source_ref: str) -> str:
    """The id of the channel that an entry is from, or the empty string. Slack's references are `CHANNEL/TS`."""
    channel, slash, _ = source_ref.partition("/")
    return channel if slash and source_system.startswith(_SLACK) else ""
