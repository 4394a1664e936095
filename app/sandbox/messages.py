"""One message, and the messages of one channel in their order."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.timestamps import microseconds


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now. `body` holds what was said; what follows from others is kept beside it."""

    ts: str
    channel_id: str
    body: Json
    thread_ts: str = ""
    replies: list["Message"] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned_by: str = ""
    pinned_at_s: int = 0
    metadata: Json | None = None
    only_for: str = ""

    @property
    def user(self) -> str:
        """Who said it: a user id, or nothing for an app that only posts."""
        return str(self.body.get("user", ""))

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))

    @property
    def is_reply(self) -> bool:
        return bool(self.thread_ts) and self.thread_ts != self.ts

    def as_json(self, *, metadata: bool = False) -> Json:
        """The message as Slack shows it in history, without the channel."""
        answer: Json = {**self.body, "ts": self.ts}
        if self.thread_ts:
            answer["thread_ts"] = self.thread_ts
        if self.replies:
            answer |= _thread_json(self)
        if self.reactions:
            answer["reactions"] = reactions_json(self)
        if self.pinned_by:
            answer["pinned_to"] = [self.channel_id]
            answer["pinned_info"] = {
                "channel": self.channel_id,
                "pinned_by": self.pinned_by,
                "pinned_ts": self.pinned_at_s,
            }
        if metadata and self.metadata is not None:
            answer["metadata"] = self.metadata
        return answer


def reactions_json(message: Message) -> list[Json]:
    """Who reacted with what, in the order of the first reaction of each kind."""
    return [{"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()]


def _thread_json(parent: Message) -> Json:
    speakers = list(dict.fromkeys(reply.user or str(reply.body.get("bot_id", "")) for reply in parent.replies))
    return {
        "thread_ts": parent.ts,
        "reply_count": len(parent.replies),
        "reply_users_count": len(speakers),
        "latest_reply": parent.replies[-1].ts,
        "reply_users": speakers[:5],
        "is_locked": False,
        "subscribed": False,
    }


class Log:
    """The messages of one channel: by timestamp, and those that show in the channel itself in order."""

    def __init__(self) -> None:
        self._by_us: dict[int, Message] = {}
        self._shown_us: list[int] = []
        self.pinned: list[Message] = []

    def __len__(self) -> int:
        return len(self._by_us)

    def add(self, message: Message, *, shown: bool) -> None:
        """Takes a message in; `shown` is false for a reply that stays in its thread."""
        at_us = microseconds(message.ts)
        if at_us in self._by_us:
            raise SlackError("ts_taken")
        self._by_us[at_us] = message
        if shown:
            insort(self._shown_us, at_us)

    def remove(self, message: Message) -> None:
        at_us = microseconds(message.ts)
        del self._by_us[at_us]
        place = bisect_left(self._shown_us, at_us)
        if place < len(self._shown_us) and self._shown_us[place] == at_us:
            del self._shown_us[place]

    def find(self, ts: str) -> Message | None:
        try:
            return self._by_us.get(microseconds(ts))
        except ValueError:
            return None

    def known(self, ts: str) -> Message:
        """The message of that timestamp. Raises `message_not_found`."""
        message = self.find(ts)
        if message is None:
            raise SlackError("message_not_found")
        return message

    def all(self) -> list[Message]:
        """Every message, replies included, oldest first."""
        return [self._by_us[at_us] for at_us in sorted(self._by_us)]

    def shown(self, oldest_us: int, latest_us: int, limit: int, *, inclusive: bool) -> tuple[list[Message], bool]:
        """The newest `limit` messages of the channel between two times, newest first, and whether there are more."""
        left, right = (bisect_left, bisect_right) if inclusive else (bisect_right, bisect_left)
        low, high = left(self._shown_us, oldest_us), right(self._shown_us, latest_us)
        start = max(low, high - limit)
        return [self._by_us[at_us] for at_us in reversed(self._shown_us[start:high])], start > low
