"""What a Slack export holds: people, conversations and their messages, checked for what the rest relies on.

The format is that of Slack's own export: `channels.json` and `users.json`, optionally `groups.json` (private channels),
`mpims.json` and `dms.json`, and for each conversation a folder, named like it, with one `YYYY-MM-DD.json` a day.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.sandbox.channels import Kind
from app.sandbox.export.archive import Archive, ExportError, Limits, open_archive
from app.sandbox.jsonvalue import JsonMap, as_text, as_texts
from app.sandbox.timestamps import is_ts, microseconds

KINDS: Mapping[str, Kind] = {"channels.json": "channel", "groups.json": "group", "mpims.json": "mpim", "dms.json": "im"}
_DAY_FILE = re.compile(r"\d{4}-\d{2}-\d{2}\.json", re.ASCII)
_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ExportedChannel:
    """One conversation. `about` is its entry in channels.json, `messages` are as exported, oldest first."""

    id: str
    name: str
    kind: Kind
    about: JsonMap
    messages: tuple[JsonMap, ...]

    @property
    def members(self) -> list[str]:
        return as_texts(self.about.get("members"))


@dataclass(frozen=True, slots=True)
class Export:
    """A whole export: the entries of users.json, and every conversation."""

    users: tuple[JsonMap, ...]
    channels: tuple[ExportedChannel, ...]

    def selected(self, names: Collection[str] | None) -> tuple[ExportedChannel, ...]:
        """The conversations of these names or ids, all for None. Raises ExportError for one that is not there."""
        if names is None:
            return self.channels
        wanted = {name.removeprefix("#") for name in names}
        known = {key for channel in self.channels for key in (channel.name, channel.id)}
        for name in sorted(wanted - known):
            there = ", ".join(sorted(channel.name or channel.id for channel in self.channels))
            raise ExportError(f"There is no channel {name!r} in this export. It has: {there}.")
        return tuple(channel for channel in self.channels if {channel.name, channel.id} & wanted)


def read_export(path: Path, limits: Limits | None = None) -> Export:
    """Reads the folder or .zip at `path`. Raises ExportError with a sentence for whoever gave the path."""
    archive = open_archive(path, limits or Limits())
    names = frozenset(archive.names())
    if "channels.json" not in names:
        raise ExportError(f"{path.name} has no channels.json, so it is not a Slack export.")
    if "users.json" not in names:
        raise ExportError(f"{path.name} has no users.json, so nobody in it has a name.")
    users = tuple(user for _, user in _identified(archive, "users.json"))
    files = _day_files(names)
    channels = [
        _channel(archive, kind, channel_id, about, files)
        for list_name, kind in KINDS.items()
        if list_name in names
        for channel_id, about in _identified(archive, list_name)
    ]
    if not channels:
        raise ExportError(f"{path.name} has an empty channels.json: there is nothing to load.")
    _refuse_repeated(channels)
    return Export(users, tuple(channels))


def _identified(archive: Archive, name: str) -> Iterator[tuple[str, JsonMap]]:
    """The objects of a list file, each with its id."""
    for position, entry in enumerate(_objects(archive, name), start=1):
        entry_id = as_text(entry.get("id"))
        if not _ID.fullmatch(entry_id):
            raise ExportError(f"{name}, entry {position}: the id {entry.get('id')!r} is not one of Slack's.")
        yield entry_id, entry


def _channel(
    archive: Archive, kind: Kind, channel_id: str, about: JsonMap, files: Mapping[str, list[str]]
) -> ExportedChannel:
    name = as_text(about.get("name"))
    if not name and kind != "im":
        raise ExportError(f"The channel {channel_id} has no name.")
    messages: dict[int, JsonMap] = {}
    for file in files.get(name or channel_id, []):
        for position, message in enumerate(_objects(archive, file), start=1):
            _take(messages, message, f"{file}, message {position}")
    return ExportedChannel(channel_id, name, kind, about, tuple(messages[at_us] for at_us in sorted(messages)))


def _take(messages: dict[int, JsonMap], message: JsonMap, place: str) -> None:
    """Adds a message under its time in microseconds; one that stands there twice, word for word, counts once."""
    ts = message.get("ts")
    if isinstance(ts, int | float):
        raise ExportError(f"{place}: the ts {ts} is a number. It has to be text, as a number loses its last digits.")
    if not isinstance(ts, str) or not is_ts(ts):
        raise ExportError(f"{place}: the ts {ts!r} is not a Slack timestamp.")
    thread_ts = message.get("thread_ts", ts)
    if not isinstance(thread_ts, str) or not is_ts(thread_ts):
        raise ExportError(f"{place}: the thread_ts {thread_ts!r} is not a Slack timestamp.")
    known = messages.setdefault(microseconds(ts), message)
    if known != message:
        raise ExportError(f"{place}: another message of this channel has the same ts {ts}.")


def _objects(archive: Archive, name: str) -> list[JsonMap]:
    try:
        loaded: object = json.loads(archive.read(name).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ExportError(f"{name} is not UTF-8 text (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise ExportError(f"{name} is not valid JSON: line {error.lineno}, column {error.colno}.") from error
    except (RecursionError, ValueError) as error:
        raise ExportError(
            f"{name} is not JSON that can be read: it is nested too deeply or has too long a number."
        ) from error
    if not isinstance(loaded, list):
        raise ExportError(f"{name} has to be a list.")
    for position, entry in enumerate(loaded, start=1):
        if not isinstance(entry, dict):
            raise ExportError(f"{name}, entry {position}: it has to be an object.")
    return loaded


def _day_files(names: Collection[str]) -> dict[str, list[str]]:
    """The day files of each folder, in order."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        folder, _, file = name.rpartition("/")
        if folder and _DAY_FILE.fullmatch(file):
            found.setdefault(folder, []).append(name)
    return found


def _refuse_repeated(channels: list[ExportedChannel]) -> None:
    seen: set[str] = set()
    for channel in channels:
        for key in {channel.id, channel.name or channel.id}:
            if key in seen:
                raise ExportError(f"Two channels of this export are called {key}.")
            seen.add(key)
