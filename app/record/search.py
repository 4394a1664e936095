"""Search in the words of an incident's record.

The index follows when somebody asks, not when somebody writes, so that recording stays fast.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.entry import CORRECTIONS, Entry, Kind
from app.domain.json import all_texts
from app.domain.lines import Line, lines
from app.domain.speech.plain import one_line, plain
from app.record import entries, people, words
from app.store.database import Transaction
from app.store.tables import searchable

_UNSAID = frozenset({Kind.PRESENCE, Kind.POST, Kind.TOPIC, Kind.ACKNOWLEDGEMENT})
_READ_CHARS = 20_000


async def follow(tx: Transaction, incident_id: int) -> None:
    """Bring the index up to the newest entry."""
    row = (await tx.execute(select(searchable.c.seq).where(searchable.c.incident_id == incident_id))).one_or_none()
    new = await entries.all_entries(tx.connection, incident_id, after_seq=row.seq if row else 0)
    if not new:
        return
    names = await people.names(tx.connection)
    changed = await _as_they_stand(tx.connection, incident_id, new)
    said = [line for line in changed if line.entry.kind not in _UNSAID and not line.deleted]
    await words.put(tx, incident_id, {line.entry.seq: _words(line, names) for line in said})
    insert = tx.insert(searchable).values(incident_id=incident_id, seq=new[-1].seq)
    await tx.execute(insert.on_conflict_do_update(index_elements=["incident_id"], set_={"seq": insert.excluded["seq"]}))


async def _as_they_stand(connection: AsyncConnection, incident_id: int, new: Sequence[Entry]) -> list[Line]:
    """The lines that the new entries are, or correct."""
    corrected = {entry.about for entry in new if entry.kind in CORRECTIONS}
    keys = {entry.key for entry in new if entry.kind not in CORRECTIONS}
    if not corrected:
        return lines(new)
    return lines(await entries.with_corrections(connection, incident_id, sorted(keys | corrected)))


def _words(line: Line, names: Mapping[str, str]) -> str:
    """Everything by which a line may be found: who, what kind of thing, its words, its details."""
    entry = line.entry
    details = list(all_texts(entry.details))
    named = [names.get(one, one) for one in details]
    author = names.get(entry.author.id) or entry.author.name
    said = one_line(plain(line.text, names, {}))
    return " ".join([author, entry.kind.value.replace("_", " "), said, *named])[:_READ_CHARS]
