"""What a chat message is to us, whichever way it reached us: as an event, or as a page of history."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.entry import Author
from app.domain.json import Json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,6}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFile:
    """A file's metadata; its content is never read."""

    id: str
    name: str
    mimetype: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message as chat has it now. `thread_ts` is empty unless this is a reply; `reply_count` counts its replies.

    `reactions` maps emoji name → user ids. `text` is Slack's markup with `&amp; &lt; &gt;` escapes, and falls back to
    what attachments and blocks say where an alert left it empty. `post_key` is our own delivery key, if it is ours.
    """

    channel: str
    ts: str
    author: Author
    text: str
    thread_ts: str = ""
    subtype: str = ""
    edited_ts: str = ""
    edited_by: str = ""
    reply_count: int = 0
    reactions: Mapping[str, tuple[str, ...]]
    files: tuple[ChatFile, ...] = ()
    pinned: bool = False
    post_key: str = ""
    extra: Mapping[str, Json]


def when(ts: str) -> datetime:
    """The time of a Slack timestamp (`1700000000.123456`, seconds and microseconds as text), exact.

    Raises ValueError for anything else.
    """
    match = _TIMESTAMP.fullmatch(ts)
    if not match:
        raise ValueError(f"not a timestamp: {ts[:40]!r}")
    seconds, micros = match.groups(default="")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(micros.ljust(6, "0")))


def ts_of(moment: datetime) -> str:
    """The Slack timestamp of a time; the inverse of `when`."""
    since = moment - _EPOCH
    return f"{since.days * 86400 + since.seconds}.{since.microseconds:06d}"
