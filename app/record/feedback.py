"""What people think of a brief: one verdict each, the newest; a correction keeps its words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.redaction.mask import mask
from app.store.database import Transaction
from app.store.tables import feedback


class Verdict(StrEnum):
    UP = "up"
    DOWN = "down"
    FIX = "fix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """`post` is the delivery key of the brief, `writer` who wrote it. `words` say what is wrong, if anybody said so."""

    post: str
    person: str
    incident_id: int | None
    brief: str
    writer: str
    verdict: Verdict
    words: str
    at: datetime


async def save(tx: Transaction, given: Feedback) -> None:
    row = {
        "post": given.post,
        "person": given.person,
        "incident_id": given.incident_id,
        "brief": given.brief,
        "writer": given.writer,
        "verdict": given.verdict.value,
        "words": mask(given.words),
        "at": given.at,
    }
    insert = tx.insert(feedback).values(row)
    changed = {name: insert.excluded[name] for name in ("verdict", "words", "at")}
    await tx.execute(insert.on_conflict_do_update(index_elements=["post", "person"], set_=changed))
