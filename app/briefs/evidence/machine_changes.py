"""Changes that connected systems told of: what was put into production, and what was taken back."""

from collections.abc import Sequence

from app.domain.change import ChangeState
from app.domain.entry import Kind, Voice
from app.domain.speech.told import Told


def made(heard: Sequence[Told]) -> list[Told]:
    """What was changed: seen, and by itself no attempt to mend anything."""
    return [item for item in heard if _is_noticed(item) and not _takes_back(item)]


def undone(heard: Sequence[Told]) -> list[Told]:
    """What was rolled back or switched back."""
    return [item for item in heard if _is_noticed(item) and _takes_back(item)]


def _is_noticed(item: Told) -> bool:
    return item.kind is Kind.CHANGE and item.line.entry.author.voice is Voice.MACHINE


def _takes_back(item: Told) -> bool:
    details = item.line.entry.details
    return bool(details.get("undoes")) or details.get("state") == ChangeState.UNDONE.value
