"""Which events an app gets: what it subscribed to, has the scope for, and is a member to see."""

from app.sandbox.changes import Change
from app.sandbox.channels import Channel
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json, as_text
from app.sandbox.state import State

_MESSAGE_KINDS = {
    "channel": ("message.channels", "channels:history"),
    "group": ("message.groups", "groups:history"),
    "im": ("message.im", "im:history"),
    "mpim": ("message.mpim", "mpim:history"),
}
_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "file_change": frozenset({"files:read"}),
    "file_created": frozenset({"files:read"}),
    "file_deleted": frozenset({"files:read"}),
    "file_shared": frozenset({"files:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read", "mpim:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "pin_added": frozenset({"pins:read"}),
    "pin_removed": frozenset({"pins:read"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "subteam_created": frozenset({"usergroups:read"}),
    "subteam_updated": frozenset({"usergroups:read"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}
"""Any one of these scopes will do (docs.slack.dev, event reference)."""

_FOR_EVERYBODY = frozenset({"channel_archive", "channel_created", "channel_rename", "channel_unarchive"})
"""Told of every public channel, member or not."""

_NOT_IN_A_MENTION = frozenset({"channel_type", "parent_user_id", "metadata"})


def app_events(state: State, app: App, change: Change) -> list[Json]:
    """The deliveries that a change causes for one app: none, one, or two for a mention."""
    kind = as_text(change.event.get("type"))
    if kind.startswith("sandbox."):
        return []
    if change.app_id:
        return [event_callback(state, app, change.event)] if kind in app.events else []
    if kind == "message" and change.channel is not None:
        return [event_callback(state, app, event) for event in _message_events(app, change.channel, change.event)]
    if kind not in app.events or not _may_see(app, kind, change.channel):
        return []
    return [event_callback(state, app, change.event)]


def _message_events(app: App, channel: Channel, event: Json) -> list[Json]:
    if app.bot_user_id not in channel.members:
        return []
    events: list[Json] = []
    subscription, scope = _MESSAGE_KINDS[channel.kind]
    if subscription in app.events and scope in app.scopes:
        events.append(event)
    mentioned = f"<@{app.bot_user_id}" in as_text(event.get("text"))
    if mentioned and "app_mention" in app.events and "app_mentions:read" in app.scopes and _can_mention(app, event):
        mention = {key: value for key, value in event.items() if key not in _NOT_IN_A_MENTION}
        events.append(mention | {"type": "app_mention"})
    return events


def _can_mention(app: App, event: Json) -> bool:
    said = event.get("subtype") in {None, "file_share", "thread_broadcast", "bot_message"}
    return said and event.get("user") != app.bot_user_id and event.get("channel_type") != "im"


def _may_see(app: App, kind: str, channel: Channel | None) -> bool:
    scopes = _SCOPES.get(kind, frozenset())
    if scopes and not scopes & app.scopes:
        return False
    if channel is None or (channel.is_public and kind in _FOR_EVERYBODY):
        return True
    return app.bot_user_id in channel.members


def event_callback(state: State, app: App, event: Json) -> Json:
    """The body of one delivery (docs.slack.dev, Events API)."""
    event_id = state.ids.new("Ev")
    return {
        "token": app.verification_token, "team_id": state.team_id, "context_team_id": state.team_id,
        "context_enterprise_id": None, "api_app_id": app.app_id, "event": event, "type": "event_callback",
        "event_id": event_id, "event_time": state.now_s(),
        "authorizations": [
            {"enterprise_id": None, "team_id": state.team_id, "user_id": app.bot_user_id, "is_bot": True,
             "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False, "event_context": f"4-{event_id}",
    }  # fmt: skip
