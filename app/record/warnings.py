"""Who was told about a secret that they had posted, and what they said to it: kept as feedback, without a word of text."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.store.database import Transaction
from app.store.tables import feedback, posts

BRIEF = "warning"
"""The brief that such a post is; feedback of this name is about the rules that found something, not about a writer."""


@dataclass(frozen=True, slots=True)
class Warned:
    """`types` are what was found. `verdict` is empty until the person has given one."""

    post: str
    person: str
    incident_id: int
    types: tuple[str, ...]
    verdict: str


def types_of(key: str) -> tuple[str, ...]:
    """What was found, which is the last part of a warning's key."""
    return tuple(key.rpartition(":")[2].split(","))


async def load(connection: AsyncConnection, key: str, person: str) -> Warned | None:
    """What `person` was told in the post `key`, or None if that was not for them."""
    given = and_(feedback.c.post == posts.c.key, feedback.c.person == person)
    query = select(posts.c.incident_id, feedback.c.verdict).select_from(posts.outerjoin(feedback, given))
    theirs = (posts.c.key == key, posts.c.reader == person, posts.c.brief == BRIEF)
    row = (await connection.execute(query.where(*theirs))).one_or_none()
    return Warned(key, person, row.incident_id, types_of(key), row.verdict or "") if row else None


async def settle(tx: Transaction, warned: Warned, verdict: str, now: datetime) -> None:
    """Keep the verdict, in place of an earlier one."""
    values = {"writer": ",".join(warned.types)[:120], "verdict": verdict, "at": now}
    row = {
        "post": warned.post,
        "person": warned.person,
        "incident_id": warned.incident_id,
        "brief": BRIEF,
        "words": "",
    }
    insert = tx.insert(feedback).values({**row, **values})
    await tx.execute(insert.on_conflict_do_update(index_elements=["post", "person"], set_=values))
