"""What Watchkeeper says: a text, a document or both, with buttons; free of any chat system's format."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.brief import Document


class Style(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`act` names what happens (a key of the action tuple), `value` on what. `confirm` asks first, if set."""

    label: str
    act: str
    value: str = ""
    style: Style = Style.PLAIN
    confirm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """`text` is Slack's markup, composed by us: whatever came from people in it is escaped (`markup.escape`).

    A body with a document shows its headline and sections after the text; `footnote` is a small last line.
    """

    text: str = ""
    document: Document | None = None
    buttons: Sequence[Button] = ()
    footnote: str = ""


class PostState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # cannot be delivered any more: archived, left, too late


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Something to be said once. `key` is its delivery key.

    `reader` makes it visible to that person only; `reply_to` is a response URL to try first for such an answer.
    `brief` says what it is: `card`, `catchup`, `reply`, `announcement`, ... `about` is the key of the entry that it
    announces. `record` is true for what becomes an entry of its own.
    """

    key: str
    incident_id: int | None
    channel: str
    body: Body
    brief: str
    thread_ts: str = ""
    reader: str = ""
    reply_to: str = ""
    about: str = ""
    record: bool = field(default=True)


@dataclass(frozen=True, slots=True)
class SentPost:
    """A post as it stands in chat; `ts` is empty for what only one person saw."""

    post: Post
    ts: str
    state: PostState
