"""Suggestions: kept until somebody accepts, edits or dismisses them, and then as what was chosen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.suggestion import Suggestion, SuggestionKind, SuggestionState
from app.redaction.mask import mask
from app.store.database import Transaction
from app.store.tables import suggestions

_VALUES = frozenset({SuggestionKind.SEVERITY.value, SuggestionKind.STATUS.value})
BRIEF = "suggestion"
"""What the question to whoever said it is called among posts; its key ends with the message's."""


async def add(tx: Transaction, suggestion: Suggestion) -> bool:
    """False if it was made before."""
    row = {
        "key": suggestion.key,
        "incident_id": suggestion.incident_id,
        "kind": suggestion.kind.value,
        "about": suggestion.about,
        "words": mask(suggestion.words),
        "state": suggestion.state.value,
        "decided_by": "",
        "created_at": suggestion.created_at,
        "decided_at": None,
    }
    new = tx.insert(suggestions).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(suggestions.c.key)
    return (await tx.execute(new)).one_or_none() is not None


async def load(connection: AsyncConnection, key: str) -> Suggestion | None:
    row = (await connection.execute(select(suggestions).where(suggestions.c.key == key))).one_or_none()
    return _suggestion(row) if row else None


async def waiting(connection: AsyncConnection, incident_id: int) -> list[Suggestion]:
    """Those that nobody has decided on, oldest first."""
    query = select(suggestions).where(
        suggestions.c.incident_id == incident_id, suggestions.c.state == SuggestionState.OPEN.value
    )
    rows = await connection.execute(query.order_by(suggestions.c.created_at, suggestions.c.key))
    return [_suggestion(row) for row in rows]


async def made_since(connection: AsyncConnection, incident_id: int, since: datetime) -> int:
    query = select(func.count()).where(suggestions.c.incident_id == incident_id, suggestions.c.created_at >= since)
    return int(await connection.scalar(query) or 0)


async def decide(tx: Transaction, key: str, state: SuggestionState, *, person: str, at: datetime) -> None:
    """The first choice stands."""
    chosen = {"state": state.value, "decided_by": person, "decided_at": at}
    still_open = (suggestions.c.key == key) & (suggestions.c.state == SuggestionState.OPEN.value)
    await tx.execute(update(suggestions).where(still_open).values(chosen))


async def forget(tx: Transaction, incident_id: int, about: Sequence[str]) -> None:
    """The words of these entries are not to be kept: what was suggested from them goes."""
    theirs = (suggestions.c.incident_id == incident_id) & suggestions.c.about.in_(about)
    if (await tx.execute(delete(suggestions).where(theirs))).rowcount:
        tx.erased = True


async def drop_unsaid(tx: Transaction, incident_id: int, about: str, text: str) -> None:
    """A message was edited: what nobody has decided on and it no longer says in these words is asked no more.

    `text` is what it says now, plain and in one line. Values (a severity, a status) go in any case.
    """
    theirs = (suggestions.c.incident_id == incident_id) & (suggestions.c.about == about)
    rows = await tx.execute(select(suggestions).where(theirs, suggestions.c.state == SuggestionState.OPEN.value))
    unsaid = [row.key for row in rows if row.kind in _VALUES or row.words not in text]
    if unsaid:
        await tx.execute(delete(suggestions).where(suggestions.c.key.in_(unsaid)))


def _suggestion(row: Row[*tuple[object, ...]]) -> Suggestion:
    return Suggestion(
        key=row.key,
        incident_id=row.incident_id,
        kind=SuggestionKind(row.kind),
        about=row.about,
        words=row.words,
        created_at=row.created_at,
        state=SuggestionState(row.state),
    )
