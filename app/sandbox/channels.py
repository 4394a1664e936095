"""A conversation: public or private channel, or direct messages."""

from dataclasses import dataclass, field
from typing import Literal

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Log

Kind = Literal["channel", "group", "im", "mpim"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A channel's topic or purpose, and who set it when (unix seconds)."""

    value: str = ""
    creator: str = ""
    last_set_s: int = 0

    def as_json(self) -> Json:
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set_s}


@dataclass(slots=True)
class Channel:
    """A conversation as it stands now; `kind` is what Slack calls channel_type."""

    id: str
    name: str
    kind: Kind
    creator: str
    created_s: int
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    topic: Notice = Notice()
    purpose: Notice = Notice()
    previous_names: list[str] = field(default_factory=list)
    is_general: bool = False
    canvas_id: str = ""
    updated_s: int = 0
    log: Log = field(default_factory=Log)

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}

    @property
    def is_public(self) -> bool:
        return self.kind == "channel"

    def visible_to(self, user_id: str) -> bool:
        """Whether that user can know of the conversation."""
        return self.is_public or user_id in self.members

    def other_member(self, user_id: str) -> str:
        """The other one of two in direct messages; oneself where one talks to oneself."""
        return next((member for member in self.members if member != user_id), user_id)


def channel_json(channel: Channel, team_id: str, viewer: str) -> Json:
    """A conversation as conversations.info answers it to that user."""
    common: Json = {
        "id": channel.id, "created": channel.created_s, "is_archived": channel.archived, "is_im": channel.kind == "im",
        "is_org_shared": False, "context_team_id": team_id, "updated": channel.updated_s * 1000,
    }  # fmt: skip
    if channel.kind == "im":
        return common | {"user": channel.other_member(viewer), "is_user_deleted": False, "priority": 0}
    return common | {
        "name": channel.name, "name_normalized": channel.name,
        "is_channel": channel.kind != "mpim", "is_group": channel.kind == "group", "is_mpim": channel.kind == "mpim",
        "is_private": not channel.is_public, "is_general": channel.is_general, "unlinked": 0,
        "is_shared": False, "is_ext_shared": False, "is_pending_ext_shared": False, "pending_shared": [],
        "pending_connected_team_ids": [], "shared_team_ids": [team_id],
        "creator": channel.creator, "is_member": viewer in channel.members,
        "topic": channel.topic.as_json(), "purpose": channel.purpose.as_json(),
        "previous_names": list(channel.previous_names),
    }  # fmt: skip


class Channels(dict[str, Channel]):
    """Conversations by id."""

    def known(self, channel_id: str) -> Channel:
        """The conversation of that id. Raises `channel_not_found`."""
        channel = self.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        return channel

    def visible(self, channel_id: str, user_id: str) -> Channel:
        """The same, but a private one that the user is not in is not found either."""
        channel = self.known(channel_id)
        if not channel.visible_to(user_id):
            raise SlackError("channel_not_found")
        return channel

    def named(self, name: str) -> Channel | None:
        wanted = name.removeprefix("#")
        return next((channel for channel in self.values() if channel.name == wanted), None)

    def direct(self, members: set[str]) -> Channel | None:
        """The direct messages between exactly these people, if they have talked before."""
        return next((one for one in self.values() if one.is_direct and set(one.members) == members), None)
