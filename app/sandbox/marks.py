"""What people put on messages: reactions and pins."""

import re

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.state import State

_EMOJI = re.compile(r"[a-z0-9_+'\-\u0080-\U0010ffff]+(::skin-tone-[2-6])?")
MOST_KINDS = 50
MOST_PINS = 100


class Marks:
    """The rules of reactions and pins."""

    def __init__(self, state: State) -> None:
        self._state = state

    def react(self, channel: Channel, message: Message, user_id: str, name: str, *, ts: str = "") -> None:
        """Adds a reaction. Raises `already_reacted`, `invalid_name`, `is_archived`, `too_many_emoji`."""
        name = name.strip(":")
        if _EMOJI.fullmatch(name) is None:
            raise SlackError("invalid_name")
        if channel.archived:
            raise SlackError("is_archived")
        if name not in message.reactions and len(message.reactions) >= MOST_KINDS:
            raise SlackError("too_many_emoji")
        users = message.reactions.setdefault(name, [])
        if user_id in users:
            raise SlackError("already_reacted")
        users.append(user_id)
        self._reacted("reaction_added", channel, message, user_id, name=name, ts=ts)

    def unreact(self, channel: Channel, message: Message, user_id: str, name: str, *, ts: str = "") -> None:
        """Takes a reaction off. Raises `no_reaction`."""
        name = name.strip(":")
        users = message.reactions.get(name, [])
        if user_id not in users:
            raise SlackError("no_reaction")
        users.remove(user_id)
        if not users:
            del message.reactions[name]
        self._reacted("reaction_removed", channel, message, user_id, name=name, ts=ts)

    def pin(self, channel: Channel, message: Message, user_id: str, *, ts: str = "") -> None:
        """Pins a message. Raises `already_pinned`, `is_archived`, `too_many_pins`."""
        if channel.archived:
            raise SlackError("is_archived")
        if message.pinned_by:
            raise SlackError("already_pinned")
        if len(channel.log.pinned) >= MOST_PINS:
            raise SlackError("too_many_pins")
        message.pinned_by, message.pinned_at_s = user_id, self._state.now_s()
        channel.log.pinned.append(message)
        self._pinned("pin_added", channel, message, user_id, ts=ts)

    def unpin(self, channel: Channel, message: Message, user_id: str, *, ts: str = "") -> None:
        """Takes a pin off. Raises `no_pin`."""
        if not message.pinned_by:
            raise SlackError("no_pin")
        item = self._pin_item(channel, message)
        message.pinned_by = ""
        channel.log.pinned.remove(message)
        self._pinned("pin_removed", channel, message, user_id, ts=ts, item=item)

    def pinned(self, channel: Channel) -> list[Message]:
        """The pinned messages, the latest pin first."""
        return channel.log.pinned[::-1]

    def pins_json(self, channel: Channel) -> list[Json]:
        return [self._pin_item(channel, message) for message in self.pinned(channel)]

    def _pin_item(self, channel: Channel, message: Message) -> Json:
        permalink = self._state.permalink(channel, message)
        return {
            "type": "message", "created": message.pinned_at_s, "created_by": message.pinned_by, "channel": channel.id,
            "message": message.as_json() | {"permalink": permalink},
        }  # fmt: skip

    def _reacted(self, kind: str, channel: Channel, message: Message, user_id: str, *, name: str, ts: str) -> None:
        event: Json = {"type": kind, "user": user_id, "reaction": name,
                       "item": {"type": "message", "channel": channel.id, "ts": message.ts}}  # fmt: skip
        if message.user:
            event["item_user"] = message.user
        self._state.publish(event | {"event_ts": self._stamp(ts)}, channel)

    def _pinned(
        self, kind: str, channel: Channel, message: Message, user_id: str, *, ts: str, item: Json | None = None
    ) -> None:
        count = len(channel.log.pinned)
        event: Json = {"type": kind, "user": user_id, "channel_id": channel.id, "item_user": message.user,
                       "item": item or self._pin_item(channel, message), "pin_count": count}  # fmt: skip
        if kind == "pin_removed":
            event["has_pins"] = count > 0
        self._state.publish(event | {"event_ts": self._stamp(ts)}, channel)

    def _stamp(self, ts: str) -> str:
        return self._state.stamps.given(ts) if ts else self._state.stamps.new()
