"""The conversation as it stands: entries with their edits, deletions, reactions and pins folded in, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.entry import CORRECTIONS, Entry, Kind
from app.domain.json import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as it stands now.

    `text` is the newest wording in Slack's markup (empty once deleted), `citations` the numbers of the entries that it
    rests on: the entry itself and the edit that gave its wording. `reactions` holds `(emoji name, user id)` pairs.
    """

    entry: Entry
    text: str
    citations: tuple[int, ...]
    edited: bool = False
    deleted: bool = False
    reactions: frozenset[tuple[str, str]] = frozenset()
    pinned: bool = False

    @property
    def at(self) -> datetime:
        return self.entry.happened_at


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By the time things happened; the key breaks ties, so that late or shuffled recording changes nothing."""
    return sorted(entries, key=lambda entry: (entry.happened_at, entry.key))


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Every entry that is not itself a correction, with all corrections applied."""
    ordered = in_order(entries)
    corrections: dict[str, list[Entry]] = {}
    for entry in ordered:
        if entry.kind in CORRECTIONS:
            corrections.setdefault(entry.about, []).append(entry)
    return [_line(entry, corrections.get(entry.key, [])) for entry in ordered if entry.kind not in CORRECTIONS]


def _line(entry: Entry, corrections: list[Entry]) -> Line:
    text, edited = entry.text, False
    citations: tuple[int, ...] = (entry.seq,)
    deleted = entry.erased
    reactions: set[tuple[str, str]] = set()
    pinned = False
    for correction in corrections:
        details = correction.details
        match correction.kind:
            case Kind.EDIT if not correction.erased:
                text, citations, edited = correction.text, (entry.seq, correction.seq), True
            case Kind.DELETION:
                deleted = True
            case Kind.REACTION:
                pair = (text_of(details.get("name")), text_of(details.get("user")))
                (reactions.add if details.get("added") else reactions.discard)(pair)
            case Kind.PIN:
                pinned = bool(details.get("added"))
            case _:
                pass
    if deleted:
        text, citations = "", (entry.seq,)
    return Line(
        entry=entry,
        text=text,
        citations=citations,
        edited=edited,
        deleted=deleted,
        reactions=frozenset(reactions),
        pinned=pinned,
    )
