"""Lives through an export as the bot would have, and gives the contexts that a writer has then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.brief import Context
from app.domain.entry import CORRECTIONS, Entry, Kind
from app.domain.incident import Incident, Status, after
from app.domain.lines import lines
from app.evaluation.injecting import planted
from app.replay.run import Replayed, open_export, replay

MIDDLES = (("1/3", 1 / 3), ("2/3", 2 / 3))
"""When somebody joins in the middle: after which share of the messages."""
_THEIRS = frozenset({Kind.MESSAGE, Kind.SIGNAL})
_AFTERWARDS = timedelta(seconds=30)
_HOUR_S = 3600
_NO_MODELS: Mapping[str, object] = {"model": "", "small_model": "", "models": {}, "writers": {}}
"""The bot that lives through it records and posts; writers are asked afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """An export as it was lived through. `hours` runs from the first message to the last; posts are those nobody asked for."""

    replayed: Replayed
    messages: int
    hours: float
    posts: int
    private: int


async def live(folder: Path, attacks: Sequence[str] = ()) -> Lived:
    """Only the export's own files are read: people, channels and days. Raises UserError where it is no export."""
    export, names = open_export(folder, ())
    replayed = await replay(planted(export, attacks) if attacks else export, names, _silent, (), **_NO_MODELS)
    said = _said(replayed.entries)
    lasted_s = (max(said) - min(said)).total_seconds() if said else 0.0
    return Lived(
        replayed=replayed,
        messages=len(replayed.messages),
        hours=lasted_s / _HOUR_S,
        posts=replayed.unasked_posts,
        private=replayed.unasked_ephemeral,
    )


def _silent(_done: int, _total: int) -> None:
    pass


def at_the_end(lived: Lived) -> Context:
    """All that was said and nothing that the replay did after it."""
    return _context(lived.replayed, max(_said(lived.replayed.entries), default=None))


def in_the_middle(lived: Lived) -> Iterator[tuple[str, Context]]:
    """The contexts of those who join late, each with the name of the moment."""
    said = sorted(_said(lived.replayed.entries))
    for name, part in MIDDLES if said else ():
        yield name, _context(lived.replayed, said[int(len(said) * part)])


def _said(entries: Sequence[Entry]) -> list[datetime]:
    return [entry.happened_at for entry in entries if entry.kind in _THEIRS]


def _context(replayed: Replayed, until: datetime | None) -> Context:
    assert replayed.incident
    lived = max((entry.seq for entry in replayed.entries if entry.kind in _THEIRS), default=0)
    known = [
        entry
        for entry in replayed.entries
        if (entry.seq <= lived or entry.kind in CORRECTIONS) and (until is None or not _is_later(entry, until))
    ]
    now = max((entry.recorded_at for entry in known), default=replayed.incident.declared_at) + _AFTERWARDS
    return Context(
        incident=_as_of(replayed.incident, known),
        lines=lines(known),
        people=replayed.people,
        channels=replayed.channels,
        now=now,
    )


def _is_later(entry: Entry, until: datetime) -> bool:
    """What came after that moment; reactions follow their message at once, so they count with it."""
    allowed = _AFTERWARDS if entry.kind in {Kind.REACTION, Kind.PIN} else timedelta()
    return entry.happened_at > until + allowed


def _as_of(incident: Incident, entries: Sequence[Entry]) -> Incident:
    """The incident as these entries leave it."""
    start = replace(
        incident,
        status=Status.INVESTIGATING,
        severity=None,
        roles={},
        impact="",
        resolved_at=None,
        closed_at=None,
        updated_at=None,
    )
    for entry in entries:
        start = after(start, entry)
    return start
