"""What is left of the older part of a long record: each closed window of it in a few cited statements."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.brief import Context, Standing, Statement
from app.domain.lines import Line
from app.domain.tokens import estimated_tokens
from app.record.timeline import Row, timeline

WINDOW_TOKENS = 1_500
"""About how much of the transcript makes a window."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Digest:
    """Entries `first_seq` to `last_seq`, both included, in a few statements, the weightiest first."""

    first_seq: int
    last_seq: int
    statements: tuple[Statement, ...]


async def digests(context: Context) -> Sequence[Digest]:
    """One digest for each closed window, oldest first; the window that is still filling has none."""
    return await asyncio.to_thread(by_rules, context)


def by_rules(context: Context) -> Sequence[Digest]:
    """The weightiest rows of the timeline, window by window."""
    found = sorted(timeline(context), key=lambda row: -row.weight)
    return [_digest(first, last, found) for first, last in windows(context.lines)]


def windows(lines: Iterable[Line]) -> list[tuple[int, int]]:
    """The closed windows by entry number: what is recorded later never moves their borders."""
    closed: list[tuple[int, int]] = []
    first, size = 0, 0
    for line in sorted(lines, key=lambda line: line.entry.seq):
        first = first or line.entry.seq
        size += estimated_tokens(line.text)
        if size >= WINDOW_TOKENS:
            closed.append((first, line.entry.seq))
            first, size = 0, 0
    return closed


def _digest(first: int, last: int, found: Sequence[Row]) -> Digest:
    inside = [row for row in found if first <= row.citations[0] <= last][:_MOST]
    return Digest(first, last, tuple(_statement(row) for row in inside))


def _statement(row: Row) -> Statement:
    standing = Standing.OBSERVED if row.observed else Standing.STATED
    return Statement(f"{row.who}: {row.text}", row.citations, standing, row.at)
