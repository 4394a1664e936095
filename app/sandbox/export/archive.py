"""Gets at the files of an export, a folder or a .zip, without ever leaving it or taking in more than was allowed for.

Nothing is unpacked to disk. Paths that lead out of an archive, links that lead out of a folder, and sizes over the limits
are refused, whether or not the file in question would have been read.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)
_NOT_IN_PATHS = re.compile(r"\\|\0|^[A-Za-z]:")


class ExportError(Exception):
    """The export cannot be used; the text says why and, where there is one, names the file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one export."""

    file_bytes: int = 64 * 1024 * 1024
    total_bytes: int = 512 * 1024 * 1024
    files: int = 100_000


class Archive(Protocol):
    """The JSON files of an export by their path within it, such as `general/2026-11-21.json`."""

    def names(self) -> list[str]: ...

    def read(self, name: str) -> bytes:
        """The whole file. Raises ExportError."""


def open_archive(path: Path, limits: Limits) -> Archive:
    """The folder or .zip at `path`. Raises ExportError where it is neither, broken or over the limits."""
    if path.is_dir():
        return _Folder(path, limits)
    if not path.exists():
        raise ExportError(f"There is no {path}. Give the folder or the .zip of a Slack export.")
    try:
        return _Zip(path, limits)
    except _DAMAGE as error:
        raise ExportError(f"{path.name} is not a folder and not a .zip that can be read ({error}).") from error


class _Folder:
    def __init__(self, root: Path, limits: Limits) -> None:
        self._root = root.resolve()
        found_files = sorted([*root.glob("*.json"), *root.glob("*/*.json")])
        self._files = {found.relative_to(root).as_posix(): found for found in found_files}
        for name, found in self._files.items():
            if not found.resolve().is_relative_to(self._root):
                raise ExportError(f"{name} is a link that leads out of the export.")
        _check_sizes({name: found.stat().st_size for name, found in self._files.items() if found.is_file()}, limits)

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        try:
            return self._files[name].read_bytes()
        except OSError as error:
            raise ExportError(f"{name} cannot be read: {error.strerror}.") from error


class _Zip:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._most_bytes = limits.file_bytes
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        for entry in entries:
            _check_entry(entry)
        prefix = _prefix([entry.filename for entry in entries])
        self._entries = {
            entry.filename.removeprefix(prefix): entry
            for entry in entries
            if entry.filename.endswith(".json") and entry.filename.startswith(prefix)
        }
        _check_sizes({name: entry.file_size for name, entry in self._entries.items()}, limits)

    def names(self) -> list[str]:
        return list(self._entries)

    def read(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open(self._entries[name]) as file:
                content = file.read(self._most_bytes + 1)
        except _DAMAGE as error:
            raise ExportError(f"{name} in {self._path.name} is damaged ({error}).") from error
        if len(content) > self._most_bytes:
            raise ExportError(f"{name} is larger than the {_megabytes(self._most_bytes)} that are read of one file.")
        return content


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or _NOT_IN_PATHS.search(name):
        raise ExportError(f"The archive holds the path {name!r}, which could lead out of it. It is not used.")
    if entry.flag_bits & 0x1:
        raise ExportError("The archive is encrypted. Unpack it and give the folder.")


def _prefix(names: list[str]) -> str:
    """The one folder that an archive was packed in, with its slash; nothing where channels.json is at the top."""
    tops = {name.partition("/")[0] for name in names}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    return top if top and f"{top}channels.json" in names else ""


def _check_sizes(sizes: Mapping[str, int], limits: Limits) -> None:
    if len(sizes) > limits.files:
        raise ExportError(f"The export has {len(sizes)} files; at most {limits.files} are read.")
    for name, size in sizes.items():
        if size > limits.file_bytes:
            raise ExportError(f"{name} is larger than the {_megabytes(limits.file_bytes)} that are read of one file.")
    if sum(sizes.values()) > limits.total_bytes:
        raise ExportError(f"The export is larger than the {_megabytes(limits.total_bytes)} that are read in all.")


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:g} MB"
