"""Channels come and go, people join and leave them, topics change."""

import re
from dataclasses import replace

from app.sandbox.channels import Channel, Notice, channel_json
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.posting import Posting
from app.sandbox.state import State

LONGEST_NAME = 80
LONGEST_TOPIC = 250
_NAME = re.compile(r"[\w\-]+")


def checked_name(name: str) -> str:
    """A channel's name, if it can be one. Raises Slack's `invalid_name…` errors."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not name.strip("-_"):
        raise SlackError("invalid_name_punctuation")
    if name != name.lower() or _NAME.fullmatch(name) is None:
        raise SlackError("invalid_name_specials")
    return name


class Membership:
    """The rules of channels. A bot is a user like any other here."""

    def __init__(self, state: State, posting: Posting) -> None:
        self._state = state
        self._posting = posting

    def create(self, user_id: str, name: str, *, private: bool = False, channel_id: str = "") -> Channel:
        """A new channel with its maker in it. Raises `invalid_name…`, `name_taken` (archived ones count)."""
        state = self._state
        if state.channels.named(checked_name(name)) is not None:
            raise SlackError("name_taken")
        kind = "group" if private else "channel"
        channel = Channel(
            channel_id or state.ids.new("C"), name, "group" if private else "channel", user_id, state.now_s()
        )
        state.channels[channel.id] = channel
        event: Json = {"type": f"{kind}_created", "channel": self._short_json(channel) | {"creator": user_id}}
        state.publish(event | {"event_ts": state.stamps.new()}, channel)
        self.enter(channel, user_id)
        return channel

    def open_direct(self, users: set[str]) -> tuple[Channel, bool]:
        """Direct messages between these people, and whether they were open before."""
        state = self._state
        known = state.channels.direct(users)
        if known is not None:
            return known, True
        members = sorted(users)
        if len(members) <= 2:
            channel = Channel(state.ids.new("D"), "", "im", members[0], state.now_s())
        else:
            name = f"mpdm-{'--'.join(state.users.known(user).name for user in members)}-1"
            channel = Channel(state.ids.new("C"), name, "mpim", members[0], state.now_s())
        channel.members = dict.fromkeys(members)
        state.channels[channel.id] = channel
        for member in members:
            state.show("direct_opened", member, channel)
        return channel, False

    def join(self, channel: Channel, user_id: str) -> bool:
        """Joins a public channel; false where one is in already. Raises `is_archived` and others."""
        self._must_be_open(channel)
        if user_id in channel.members:
            return False
        if not channel.is_public:
            raise SlackError("method_not_supported_for_channel_type" if channel.is_direct else "channel_not_found")
        self.enter(channel, user_id)
        return True

    def invite(self, channel: Channel, inviter_id: str, user_id: str) -> None:
        """Brings somebody in. Raises `cant_invite_self`, `already_in_channel`, `not_in_channel`, `user_not_found`."""
        self._must_be_named(channel)
        self._must_be_open(channel)
        self._must_be_member(channel, inviter_id)
        if inviter_id == user_id:
            raise SlackError("cant_invite_self")
        if self._state.users.known(user_id).deleted:
            raise SlackError("user_not_found")
        if user_id in channel.members:
            raise SlackError("already_in_channel")
        self.enter(channel, user_id, inviter=inviter_id)

    def enter(self, channel: Channel, user_id: str, *, inviter: str = "", ts: str = "") -> None:
        """Makes somebody a member, with the message and the event that say so."""
        channel.members[user_id] = None
        by: Json = {"inviter": inviter} if inviter else {}
        note = self._posting.note(channel, user_id, "channel_join", f"<@{user_id}> has joined the channel", ts=ts, **by)
        event: Json = {"type": "member_joined_channel", "user": user_id, "channel": channel.id}
        more: Json = {
            "channel_type": "C" if channel.is_public else "G",
            "team": self._state.team_id,
            "event_ts": note.ts,
        }
        self._state.publish(event | more | by, channel)

    def leave(self, channel: Channel, user_id: str, *, ts: str = "") -> bool:
        """Leaves a channel; false where one is not in it."""
        self._must_be_named(channel)
        self._must_be_open(channel)
        if channel.is_general:
            raise SlackError("cant_leave_general")
        if user_id not in channel.members:
            return False
        note = self._posting.note(channel, user_id, "channel_leave", f"<@{user_id}> has left the channel", ts=ts)
        self._departed(channel, user_id, user_id, note.ts)
        return True

    def kick(self, channel: Channel, kicker_id: str, user_id: str) -> None:
        """Takes somebody out. Raises `cant_kick_self`, `cant_kick_from_general`, `not_in_channel`."""
        self._must_be_named(channel)
        if kicker_id == user_id:
            raise SlackError("cant_kick_self")
        if channel.is_general:
            raise SlackError("cant_kick_from_general")
        self._must_be_member(channel, kicker_id)
        self._must_be_member(channel, user_id)
        text = f"<@{user_id}> was removed from the channel by <@{kicker_id}>"
        note = self._posting.note(channel, user_id, "channel_leave", text)
        self._departed(channel, user_id, kicker_id, note.ts)

    def archive(self, channel: Channel, user_id: str, *, ts: str = "") -> None:
        """Closes a channel. Raises `already_archived`, `cant_archive_general`, `not_in_channel`."""
        self._must_be_named(channel)
        if channel.archived:
            raise SlackError("already_archived")
        if channel.is_general:
            raise SlackError("cant_archive_general")
        self._must_be_member(channel, user_id)
        note = self._posting.note(channel, user_id, "channel_archive", f"<@{user_id}> archived the channel", ts=ts)
        channel.archived = True
        self._moved(channel, "archive", {"channel": channel.id, "user": user_id, "is_moved": 0}, note.ts)

    def unarchive(self, channel: Channel, user_id: str, *, ts: str = "") -> None:
        """Opens it again. Raises `not_archived`."""
        self._must_be_named(channel)
        if not channel.archived:
            raise SlackError("not_archived")
        channel.archived = False
        note = self._posting.note(channel, user_id, "channel_unarchive", f"<@{user_id}> un-archived the channel", ts=ts)
        self._moved(channel, "unarchive", {"channel": channel.id, "user": user_id}, note.ts)

    def rename(self, channel: Channel, user_id: str, name: str, *, ts: str = "") -> None:
        """Gives a channel another name. Raises as `create` does, and `is_archived`, `not_in_channel`."""
        self._must_be_named(channel)
        self._must_be_open(channel)
        self._must_be_member(channel, user_id)
        taken = self._state.channels.named(checked_name(name))
        if taken is not None and taken is not channel:
            raise SlackError("name_taken")
        old_name, channel.name = channel.name, name
        channel.previous_names.insert(0, old_name)
        text = f'<@{user_id}> has renamed the channel from "{old_name}" to "{name}"'
        note = self._posting.note(channel, user_id, "channel_name", text, ts=ts, old_name=old_name, name=name)
        self._moved(channel, "rename", {"channel": self._short_json(channel)}, note.ts)

    def set_topic(self, channel: Channel, user_id: str, value: str, *, ts: str = "") -> None:
        """Sets the topic. Raises `too_long`, `is_archived`, `not_in_channel`."""
        channel.topic = self._new_notice(channel, user_id, value)
        text = f"<@{user_id}> set the channel topic: {value}"
        self._posting.note(channel, user_id, "channel_topic", text, ts=ts, topic=value)
        self._state.show("channel_changed", "", channel)

    def set_purpose(self, channel: Channel, user_id: str, value: str, *, ts: str = "") -> None:
        """Sets the purpose. Raises as `set_topic` does."""
        channel.purpose = self._new_notice(channel, user_id, value)
        text = f"<@{user_id}> set the channel purpose: {value}"
        self._posting.note(channel, user_id, "channel_purpose", text, ts=ts, purpose=value)
        self._state.show("channel_changed", "", channel)

    def _new_notice(self, channel: Channel, user_id: str, value: str) -> Notice:
        if channel.kind == "im":
            raise SlackError("method_not_supported_for_channel_type")
        self._must_be_open(channel)
        self._must_be_member(channel, user_id)
        if len(value) > LONGEST_TOPIC:
            raise SlackError("too_long")
        return replace(channel.topic, value=value, creator=user_id, last_set_s=self._state.now_s())

    def _departed(self, channel: Channel, user_id: str, actor_id: str, ts: str) -> None:
        event: Json = {"type": "member_left_channel", "user": user_id, "channel": channel.id}
        self._state.publish(
            event | {"channel_type": "C" if channel.is_public else "G", "team": self._state.team_id, "event_ts": ts},
            channel,
        )
        kind = "channel" if channel.is_public else "group"
        left: Json = {"type": f"{kind}_left", "channel": channel.id, "actor_id": actor_id, "event_ts": ts}
        app = self._state.apps.of_bot(user_id)
        if app is not None:
            self._state.publish_to(app.app_id, left, channel)
        del channel.members[user_id]

    def _moved(self, channel: Channel, what: str, details: Json, ts: str) -> None:
        channel.updated_s = self._state.now_s()
        kind = "channel" if channel.is_public else "group"
        self._state.publish({"type": f"{kind}_{what}", **details, "event_ts": ts}, channel)

    def _short_json(self, channel: Channel) -> Json:
        wanted = ("id", "name", "name_normalized", "created", "is_channel", "is_mpim")
        full = channel_json(channel, self._state.team_id, "")
        return {key: full[key] for key in wanted}

    def _must_be_named(self, channel: Channel) -> None:
        if channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")

    def _must_be_open(self, channel: Channel) -> None:
        if channel.archived:
            raise SlackError("is_archived")

    def _must_be_member(self, channel: Channel, user_id: str) -> None:
        if user_id not in channel.members:
            raise SlackError("not_in_channel")
