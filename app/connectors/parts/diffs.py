"""The files that a change touches, with their diff: for the newest few changes, and bounded, so that no file hides others."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.connectors.parts.trying import all_of
from app.domain.change import Change
from app.domain.errors import Unavailable

MOST_FILES = 100
MOST_DIFF_CHARS = 20_000
_MOST_OF_ONE_CHARS = 4_000
_MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Patch:
    """One file: its path now and before, and the hunks of its diff; none for a binary one, or one that is too large."""

    path: str
    before: str
    hunks: str


def touched(patches: Iterable[Patch]) -> tuple[tuple[str, ...], str]:
    """At most 100 paths, and unified diff text of at most 20,000 characters."""
    few = [one for one, _ in zip(patches, range(MOST_FILES), strict=False) if one.path]
    parts: list[str] = []
    room = MOST_DIFF_CHARS
    for one in few:
        text = f"--- a/{one.before or one.path}\n+++ b/{one.path}\n{one.hunks}\n" if one.hunks else ""
        parts.append(text[: min(room, _MOST_OF_ONE_CHARS)])
        room -= len(parts[-1])
    return tuple(one.path for one in few), "".join(parts)


async def with_files(
    changes: Sequence[Change],
    has_files: Callable[[Change], bool],
    ask: Callable[[Change], Awaitable[Sequence[Patch]]],
) -> tuple[list[Change], str]:
    """The first eight that have files get them. Files that cannot be had are told in the remark, and do not cost the
    change itself.
    """
    first = [one for one in changes if has_files(one)][:_MOST_CHANGES]
    got = await all_of(*(_asked(ask, one) for one in first))
    known = {one.ref: one for one in got if one}
    missing = len(first) - len(known)
    remark = f"no files of {missing} change{'s' if missing > 1 else ''}" if missing else ""
    return [known.get(one.ref, one) for one in changes], remark


async def _asked(ask: Callable[[Change], Awaitable[Sequence[Patch]]], change: Change) -> Change | None:
    try:
        paths, diff = touched(await ask(change))
    except Unavailable:
        return None
    return replace(change, files=paths, diff=diff)
