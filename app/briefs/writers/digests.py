"""What is left of the older part of a long record: each closed window of it in a few cited statements."""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.brief import Context, Standing, Statement
from app.domain.lines import Line
from app.domain.tokens import estimated_tokens
from app.record.digests import StoredDigest
from app.record.timeline import Row, timeline

WINDOW_TOKENS = 2_400
"""About how much of the transcript makes a window: enough that asking for its digest costs little beside it."""
MOST_STATEMENTS = 4


@dataclass(frozen=True, slots=True)
class Digest:
    """Entries `first_seq` to `last_seq`, both included, in a few statements, the weightiest first."""

    first_seq: int
    last_seq: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A closed run of the record. `content` names what its lines say now; `digest` is what is kept of it, if that is true still."""

    first_seq: int
    last_seq: int
    lines: tuple[Line, ...]
    content: str
    digest: StoredDigest | None = None


async def digests(context: Context, stored: Sequence[StoredDigest] = ()) -> Sequence[Digest]:
    """One digest for each closed window, oldest first; the window that is still filling has none.

    What no model has digested, or what has changed since, the rules digest.
    """
    return await asyncio.to_thread(_digests, context, stored)


def _digests(context: Context, stored: Sequence[StoredDigest]) -> Sequence[Digest]:
    closed = windows(context.lines, stored)
    if all(window.digest for window in closed):
        return [_kept(window.digest) for window in closed if window.digest]
    found = sorted(timeline(context), key=lambda row: -row.weight)
    return [_kept(window.digest) if window.digest else in_window(window, found) for window in closed]


def by_rules(context: Context) -> Sequence[Digest]:
    """The same without any model."""
    return _digests(context, ())


def windows(lines: Iterable[Line], stored: Sequence[StoredDigest] = ()) -> list[Window]:
    """The closed windows. Where one was digested, its borders stand, whatever was edited or deleted inside it since."""
    ordered = sorted(lines, key=lambda line: line.entry.seq)
    closed: list[Window] = []
    inside: list[Line] = []
    borders = {kept.last_seq: kept for kept in stored}
    last, size = max(borders, default=0), 0
    ends = iter(sorted(borders))
    end = next(ends, 0)
    for line in ordered:
        while end and line.entry.seq > end:
            closed.append(_window(inside, borders[end]))
            inside, end = [], next(ends, 0)
        inside.append(line)
        if line.entry.seq > last:
            size += estimated_tokens(line.text)
            if size >= WINDOW_TOKENS:
                closed.append(_window(inside, None))
                inside, size = [], 0
    if end and inside:
        closed.append(_window(inside, borders[end]))
    return [window for window in closed if window.lines]


def in_window(window: Window, found: Sequence[Row]) -> Digest:
    """The weightiest rows of the timeline in a window; `found` has them by weight."""
    inside = [row for row in found if window.first_seq <= row.citations[0] <= window.last_seq]
    return Digest(window.first_seq, window.last_seq, tuple(map(_statement, inside[:MOST_STATEMENTS])))


def _window(lines: Sequence[Line], kept: StoredDigest | None) -> Window:
    said = "\0".join(f"{line.entry.seq} {line.text}" for line in lines if not line.deleted)
    content = hashlib.sha256(said.encode(errors="replace")).hexdigest()
    first = kept.first_seq if kept else lines[0].entry.seq if lines else 0
    last = kept.last_seq if kept else lines[-1].entry.seq if lines else 0
    return Window(first, last, tuple(lines), content, kept if kept and kept.content == content else None)


def _kept(digest: StoredDigest) -> Digest:
    return Digest(digest.first_seq, digest.last_seq, digest.statements)


def _statement(row: Row) -> Statement:
    standing = Standing.OBSERVED if row.observed else Standing.STATED
    return Statement(f"{row.who}: {row.text}", row.citations, standing, row.at)
