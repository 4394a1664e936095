"""Changes that connected systems told of: what was put into production, and what was taken back."""

from collections.abc import Sequence

from app.domain.change import ChangeState
from app.domain.entry import Kind, Voice
from app.domain.json import text_of
from app.domain.speech.told import Told

_CARRIED_OUT = frozenset({ChangeState.DONE, ChangeState.UNDONE})


def made(heard: Sequence[Told]) -> list[Told]:
    """What was changed: seen, and by itself no attempt to mend anything."""
    return [item for item in heard if _is_noticed(item) and not _takes_back(item)]


def undone(heard: Sequence[Told]) -> list[Told]:
    """What was rolled back or switched back."""
    return [item for item in heard if _is_noticed(item) and _takes_back(item)]


def is_taken_back(item: Told) -> bool:
    """Whether it tells that something was taken back: it has happened, and did not only begin or fail."""
    state = text_of(item.line.entry.details.get("state")) or ChangeState.DONE.value
    return _is_noticed(item) and _takes_back(item) and state in _CARRIED_OUT


def taken_back(heard: Sequence[Told]) -> list[Told]:
    """What was taken back, where it happened: not the change itself, which is marked as taken back at its own time."""
    details = [item.line.entry.details for item in heard]
    named = {(text_of(one.get("connector")), text_of(one.get("undoes"))) for one in details if one.get("undoes")}
    return [item for item in heard if is_taken_back(item) and _name(item) not in named]


def _name(item: Told) -> tuple[str, str]:
    details = item.line.entry.details
    return text_of(details.get("connector")), text_of(details.get("ref"))


def _is_noticed(item: Told) -> bool:
    return item.kind is Kind.CHANGE and item.line.entry.author.voice is Voice.MACHINE


def _takes_back(item: Told) -> bool:
    details = item.line.entry.details
    return bool(details.get("undoes")) or details.get("state") == ChangeState.UNDONE.value
