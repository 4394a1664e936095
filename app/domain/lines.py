"""The conversation as it stands: entries with their edits, deletions, reactions and pins folded in, in order of time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.entry import CORRECTIONS, Entry, Kind
from app.domain.json import object_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry as it stands now.

    `text` is the newest wording in Slack's markup (empty once deleted), `citations` the numbers of the entries that it
    rests on: the entry itself, the edit that gave its wording, what masked a secret in it. `reactions` holds
    `(emoji name, user id)` pairs.
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
    maskings = {text_of(one.details.get("entry")): one for one in corrections if _masks(one)}
    own = entry.seq
    entry, citations = _as_masked(entry, maskings)
    text, edited = entry.text, False
    deleted = entry.erased
    reactions: set[tuple[str, str]] = set()
    pinned = False
    for correction in corrections:
        details = correction.details
        match correction.kind:
            case Kind.EDIT if not correction.erased:
                text, citations, edited = correction.text, (own, correction.seq), True
            case Kind.EDIT if correction.key in maskings:
                masked, cited = _as_masked(correction, maskings)
                text, citations, edited = masked.text, (own, *cited), True
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
        text, citations = "", (own,)
    return Line(
        entry=entry,
        text=text,
        citations=citations,
        edited=edited,
        deleted=deleted,
        reactions=frozenset(reactions),
        pinned=pinned,
    )


def _masks(correction: Entry) -> bool:
    return correction.kind is Kind.MASKING and not correction.erased


def _as_masked(entry: Entry, maskings: Mapping[str, Entry]) -> tuple[Entry, tuple[int, ...]]:
    """The entry with the content that the newest masking left of it, and the numbers that this rests on."""
    masking = maskings.get(entry.key)
    if masking is None:
        return entry, (entry.seq,)
    masked = replace(
        entry,
        text=masking.text,
        details=object_of(masking.details.get("details")),
        author=replace(entry.author, name=text_of(masking.details.get("name"))),
        erased=False,
    )
    return masked, (entry.seq, masking.seq)
