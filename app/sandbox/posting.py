"""Saying, editing and deleting: messages, replies, and what one person alone sees."""

import uuid
from dataclasses import dataclass

from app.sandbox.blocks import filled_attachments, filled_blocks
from app.sandbox.channels import Channel
from app.sandbox.compose import as_kept, rich_text
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.state import State
from app.sandbox.users import Bot, bot_json


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says. `None` in an edit leaves that part as it was."""

    text: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[Json] | None = None
    metadata: Json | None = None
    username: str = ""
    icons: Json | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.text and self.text.strip()) and not (self.blocks or self.attachments or self.files)


class Posting:
    """The rules of messages. Whoever calls has already checked who may speak where."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.ephemeral: dict[str, Message] = {}

    def say(
        self, channel: Channel, user_id: str, content: Content, *, thread_ts: str = "", broadcast: bool = False,
        ts: str = "", subtype: str = "",
    ) -> Message:  # fmt: skip
        """A person or an app's bot says something. Raises `no_text`, `is_archived`, `thread_not_found`."""
        if content.is_empty:
            raise SlackError("no_text")
        user = self._state.users.known(user_id)
        bot = self._state.bots.get(user.bot_id) if user.is_bot else None
        body = self._person_body(user_id, content) if bot is None else self._bot_body(bot, content)
        if content.files:
            body |= {"upload": False, "display_as_bot": False}
            subtype = subtype or ("" if bot else "file_share")
        if subtype:
            body["subtype"] = subtype
        return self._post(channel, body, thread_ts=thread_ts, broadcast=broadcast, ts=ts, metadata=content.metadata)

    def say_as_bot(self, channel: Channel, bot: Bot, content: Content, *, thread_ts: str = "", ts: str = "") -> Message:
        """An alert app posts, as an incoming webhook does."""
        body: Json = {"type": "message", "subtype": "bot_message", "bot_id": bot.id, "username": bot.name}
        return self._post(channel, body | self._said(content), thread_ts=thread_ts, ts=ts)

    def note(self, channel: Channel, user_id: str, subtype: str, text: str, *, ts: str = "", **more: object) -> Message:
        """What Slack itself writes into a channel: somebody joined, the topic changed."""
        body: Json = {"type": "message", "subtype": subtype, "user": user_id, "text": text, **more}
        return self._post(channel, body, ts=ts)

    def whisper(self, channel: Channel, user_id: str, app_bot: Bot, content: Content, thread_ts: str = "") -> Message:
        """An app says something that only one person sees, and that no history keeps."""
        body = self._bot_body(app_bot, content)
        message = Message(self._state.stamps.new(), channel.id, body, thread_ts=thread_ts, only_for=user_id)
        self.ephemeral[message.ts] = message
        self._state.show("ephemeral", user_id, channel, message={**message.as_json(), "is_ephemeral": True})
        return message

    def rewrite_whisper(self, channel: Channel, message: Message, content: Content) -> None:
        """Changes what only one person sees."""
        message.body |= self._said(content)
        shown = {**message.as_json(), "is_ephemeral": True}
        self._state.show("ephemeral_changed", message.only_for, channel, message=shown)

    def take_whisper(self, channel: Channel, message: Message) -> None:
        """Takes away what only one person sees."""
        if self.ephemeral.pop(message.ts, None) is not None:
            self._state.show("ephemeral_deleted", message.only_for, channel, ts=message.ts)

    def edit(self, channel: Channel, message: Message, editor_id: str, content: Content, *, ts: str = "") -> None:
        """Replaces the parts of a message that `content` names."""
        before = message.as_json()
        state = self._state
        edited_ts = state.stamps.given(ts) if ts else state.stamps.new()
        said = self._said(content)
        if content.text is not None and content.blocks is None and not message.body.get("bot_id"):
            said["blocks"] = rich_text(str(said["text"]), state.ids.short())
        elif content.text is not None and content.blocks is None and content.attachments is None:
            message.body.pop("blocks", None)
        message.body |= said | {"edited": {"user": editor_id, "ts": edited_ts}}
        if content.metadata is not None:
            message.metadata = content.metadata
        self._changed(channel, message.as_json(), before, edited_ts)

    def delete(self, channel: Channel, message: Message, *, ts: str = "") -> None:
        """Takes a message away; the first of a thread leaves a tombstone while it has replies."""
        before = message.as_json()
        deleted_ts = self._state.stamps.given(ts) if ts else self._state.stamps.new()
        message.reactions.clear()
        if message.pinned_by:
            message.pinned_by = ""
            channel.log.pinned.remove(message)
        if message.replies:
            message.metadata = None
            message.body = {"type": "message", "subtype": "tombstone", "hidden": True, "user": "USLACKBOT",
                            "text": "This message was deleted."}  # fmt: skip
            self._changed(channel, message.as_json(), before, deleted_ts)
            return
        channel.log.remove(message)
        parent = channel.log.find(message.thread_ts) if message.is_reply else None
        if parent is not None:
            parent.replies.remove(message)
        self._state.publish(
            {
                "type": "message", "subtype": "message_deleted", "hidden": True, "channel": channel.id,
                "ts": deleted_ts, "deleted_ts": message.ts, "event_ts": deleted_ts, "channel_type": channel.kind,
                "previous_message": before,
            },
            channel,
        )  # fmt: skip

    def _post(
        self, channel: Channel, body: Json, *, thread_ts: str = "", broadcast: bool = False, ts: str = "",
        metadata: Json | None = None,
    ) -> Message:  # fmt: skip
        parent = self._parent(channel, thread_ts) if thread_ts else None
        stamp = self._state.stamps.given(ts) if ts else self._state.stamps.new()
        message = Message(stamp, channel.id, body, thread_ts=parent.ts if parent else "", metadata=metadata)
        if parent is not None:
            if parent.user:
                body["parent_user_id"] = parent.user
            if broadcast:
                body |= {"subtype": "thread_broadcast", "root": parent.as_json()}
        channel.log.add(message, shown=parent is None or broadcast)
        if parent is not None:
            parent.thread_ts = parent.ts
            parent.replies.append(message)
        extra = {"channel": channel.id, "event_ts": stamp, "channel_type": channel.kind}
        self._state.publish(message.as_json() | extra, channel)
        return message

    def _parent(self, channel: Channel, thread_ts: str) -> Message:
        parent = channel.log.find(thread_ts)
        if parent is not None and parent.is_reply:
            parent = channel.log.find(parent.thread_ts)
        if parent is None:
            raise SlackError("thread_not_found")
        return parent

    def _changed(self, channel: Channel, after: Json, before: Json, ts: str) -> None:
        self._state.publish(
            {
                "type": "message", "subtype": "message_changed", "hidden": True, "channel": channel.id, "ts": ts,
                "event_ts": ts, "channel_type": channel.kind, "message": after, "previous_message": before,
            },
            channel,
        )  # fmt: skip

    def _person_body(self, user_id: str, content: Content) -> Json:
        body: Json = {"type": "message", "user": user_id, "client_msg_id": str(uuid.uuid4()), "text": ""}
        body |= self._said(content) | {"team": self._state.team_id}
        if content.blocks is None and body["text"]:
            body["blocks"] = rich_text(str(body["text"]), self._state.ids.short())
        return body

    def _bot_body(self, bot: Bot, content: Content) -> Json:
        if content.username:
            body: Json = {"type": "message", "subtype": "bot_message", "username": content.username, "text": ""}
            body |= {"icons": content.icons} if content.icons else {}
        else:
            profile = {**bot_json(bot), "team_id": self._state.team_id}
            profile.pop("user_id", None)
            body = {"type": "message", "user": bot.user_id, "text": "", "team": self._state.team_id,
                    "bot_profile": profile}  # fmt: skip
        return body | {"bot_id": bot.id, "app_id": bot.app_id} | self._said(content)

    def _said(self, content: Content) -> Json:
        said: Json = {}
        if content.text is not None:
            said["text"] = as_kept(content.text)
        if content.blocks is not None:
            said["blocks"] = filled_blocks(content.blocks, self._state.ids)
        if content.attachments is not None:
            said["attachments"] = filled_attachments(content.attachments)
        if content.files is not None:
            said["files"] = content.files
        return said
