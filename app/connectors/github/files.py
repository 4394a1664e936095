"""Which files a change touches, and how, as GitHub lists them: bounded, so that one huge file does not hide the others."""

from collections.abc import Sequence

from app.connectors.reading import line
from app.domain.json import JsonObject, text_of

MOST_FILES = 100
MOST_DIFF_CHARS = 20_000
_MOST_OF_ONE_CHARS = 4_000


def touched(files: Sequence[JsonObject]) -> tuple[tuple[str, ...], str]:
    """At most 100 paths, and unified diff text of at most 20,000 characters."""
    paths = [line(one.get("filename"), 300) for one in files[:MOST_FILES]]
    parts: list[str] = []
    room = MOST_DIFF_CHARS
    for one in files[:MOST_FILES]:
        part = _part(one)[: min(room, _MOST_OF_ONE_CHARS)]
        parts.append(part)
        room -= len(part)
    return tuple(path for path in paths if path), "".join(parts)


def _part(file: JsonObject) -> str:
    """One without a patch (binary, or too large for GitHub to tell) has only its path."""
    patch, name = text_of(file.get("patch")), line(file.get("filename"), 300)
    if not patch or not name:
        return ""
    before = line(file.get("previous_filename"), 300) or name
    return f"--- a/{before}\n+++ b/{name}\n{patch}\n"
