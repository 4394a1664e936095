"""Who is who in the workspace: names for ids, kept so that a brief needs no call to chat."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.ports import Person
from app.redaction.mask import mask
from app.store.columns import storable
from app.store.database import Transaction
from app.store.tables import people


async def remember(tx: Transaction, met: Sequence[Person]) -> None:
    """Keep the newest name of each."""
    if not met:
        return
    newest = {person.id: person for person in met}
    rows = [
        {
            "id": person.id,
            "name": mask(storable(person.name)),
            "handle": mask(storable(person.handle)),
            "is_bot": person.is_bot,
        }
        for _, person in sorted(newest.items())  # one order, so that replicas cannot deadlock
    ]
    insert = tx.insert(people)
    changed = {name: insert.excluded[name] for name in ("name", "handle", "is_bot")}
    await tx.execute(insert.on_conflict_do_update(index_elements=["id"], set_=changed), rows)


async def names(connection: AsyncConnection) -> dict[str, str]:
    """User id → display name, of everybody we have met."""
    rows = await connection.execute(select(people.c.id, people.c.name))
    return {row.id: row.name for row in rows}


async def find(connection: AsyncConnection, handle: str) -> Person | None:
    """The person with this handle or display name (case does not matter), if exactly one has it."""
    wanted = handle.lstrip("@").casefold()
    rows = (await connection.execute(select(people))).all()
    fits = [row for row in rows if wanted in {row.handle.casefold(), row.name.casefold()}]
    if len(fits) != 1:
        return None
    return Person(fits[0].id, fits[0].name, fits[0].handle, fits[0].is_bot)
