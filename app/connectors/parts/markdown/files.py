"""Markdown files below a folder of this machine: the regular ones, in order, within limits."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.domain.errors import Unavailable
from app.domain.front_matter import front_matter

MOST_FILES = 1000
MOST_FILE_BYTES = 200_000
MOST_BYTES = 16 * 2**20
_SUFFIXES = frozenset({".md", ".markdown"})
_MOST_TITLE_CHARS = 200
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that nobody sees, and that turn text around."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """`ref` is its path below the folder, with slashes."""

    ref: str
    text: str

    @property
    def title(self) -> str:
        """As the front matter has it, else its first heading, else the file's name."""
        fields, body = front_matter(self.text)
        heading = next(_headings(body), "")
        name = PurePosixPath(self.ref).stem.replace("-", " ").replace("_", " ")
        return " ".join((" ".join(fields.get("title", ())) or heading or name).split())[:_MOST_TITLE_CHARS]

    def listed(self, *names: str) -> tuple[str, ...]:
        """What the front matter lists under any of these names."""
        fields, _ = front_matter(self.text)
        return tuple(dict.fromkeys(value for name in names for value in fields.get(name, ())))


@dataclass(frozen=True, slots=True)
class MarkdownFiles:
    """`remark` says what was left out, empty if nothing."""

    files: tuple[MarkdownFile, ...]
    remark: str = ""


def is_markdown(name: str) -> bool:
    """By its ending; nothing in a hidden folder counts."""
    path = PurePosixPath(name)
    return path.suffix.lower() in _SUFFIXES and not any(part.startswith(".") for part in path.parts)


def read_folder(system: str, folder: Path) -> MarkdownFiles:
    """Links are not followed: they may lead out of the folder. Raises Unavailable where it cannot be read."""
    if not folder.is_dir():
        raise Unavailable(system, f"there is no folder {folder}")
    left_out, read_bytes, files = 0, 0, list[MarkdownFile]()
    try:
        for path in _paths(folder):
            size = path.stat().st_size
            if size > MOST_FILE_BYTES or len(files) == MOST_FILES or read_bytes + size > MOST_BYTES:
                left_out += 1
                continue
            read_bytes += size
            text = _UNSEEN.sub("", path.read_text("utf-8", "replace"))
            files.append(MarkdownFile(path.relative_to(folder).as_posix(), text))
    except OSError as error:
        raise Unavailable(system, f"a file in {folder} cannot be read ({error.strerror})") from None
    return MarkdownFiles(tuple(files), remark(left_out))


def remark(left_out: int) -> str:
    return f"{left_out} files are too large or too many and were left out" if left_out else ""


def _headings(body: str) -> Iterator[str]:
    """Those of the first level, in either way of writing them; what looks like one in a block of code is a comment."""
    fence, before = "", ""
    for line in body.splitlines():
        mark = found[1] if (found := _FENCE.match(line)) else ""
        if fence:
            fence = "" if mark.startswith(fence) else fence
        elif mark:
            fence = mark
        elif heading := _HEADING.fullmatch(line):
            yield heading[1]
        elif before and _UNDERLINE.fullmatch(line):
            yield before
        before = "" if fence or mark else line.strip()


def _paths(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise error

    for here, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(folders)
        for name in sorted(names):
            path = Path(here) / name
            if is_markdown(path.relative_to(folder).as_posix()) and path.is_file() and not path.is_symlink():
                yield path
