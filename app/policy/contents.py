"""What material is made of, as the record says: whose names may be in it, and which kinds of entries from which channels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import CORRECTIONS, Kind
from app.domain.incident import Audience, Incident
from app.redaction.personal_names import WORD
from app.store.tables import entries, incident_channels, incidents
from app.store.tables import people as _people

_SLACK = "slack"
_FEW_PEOPLE = 300
"""Looking for so many takes a few hundredths of a second, for ten thousand seconds."""
_LONGEST_WORD = 40
_IN_A_STATEMENT = 400
"""As many variables at once as both databases take, and cache."""


async def people(connection: AsyncConnection) -> tuple[dict[str, str], frozenset[str]]:
    """User id → display name of every person that we have met, and the ids of the bots, whose names are no secret."""
    rows = (await connection.execute(select(_people.c.id, _people.c.name, _people.c.is_bot))).all()
    return {row.id: row.name for row in rows if not row.is_bot}, frozenset(row.id for row in rows if row.is_bot)


async def narrowest(connection: AsyncConnection, incident: Incident) -> Incident:
    """The incident as private if it is by now: it may have been made so while its material was gathered."""
    query = select(incidents.c.audience).where(incidents.c.id == incident.id)
    audience = (await connection.execute(query)).scalar_one_or_none()
    return replace(incident, audience=Audience.CHANNEL) if audience == Audience.CHANNEL else incident


def mentioned(names: Mapping[str, str], text: str) -> Mapping[str, str]:
    """Of very many people those who may be in the text, by id, by a word of their name or by a handle made from it.

    Nobody who is in it is left out. A few are all kept, so that they have the same placeholders in every text.
    """
    if len(names) <= _FEW_PEOPLE:
        return names
    words = set(WORD.findall(text))
    lowered = {word.casefold() for word in words}
    edges = {part for word in lowered for part in _edges(word)}

    def may_be(user: str, name: str) -> bool:
        parts = WORD.findall(name.casefold())
        return user in words or not name.isascii() or any(part[:_LONGEST_WORD] in edges for part in parts)

    return {user: name for user, name in names.items() if may_be(user, name)}


def _edges(word: str) -> Iterator[str]:
    """Every beginning and every end of a word, for handles are first names with something after, or last names with
    something before.
    """
    for length in range(1, min(len(word), _LONGEST_WORD) + 1):
        yield word[:length]
        yield word[-length:]


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
