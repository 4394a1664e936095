"""What has to be in answers, events and interactions for a client to find its way: dotted paths, a number for a place.

Each event and each interaction also has the name of the sample that it is held against.
"""

MESSAGE = "type ts text user"
BOT_MESSAGE = f"{MESSAGE} bot_id app_id team bot_profile.id bot_profile.app_id bot_profile.name blocks.0.block_id"
CHANNEL = (
    "id name is_channel is_private is_archived is_member created creator topic.value purpose.value name_normalized"
)
VIEW = "id team_id type blocks hash state.values bot_id app_id callback_id private_metadata root_view_id app_installed_team_id"
USER = "id team_id name deleted real_name tz tz_offset is_bot is_admin updated profile.display_name profile.real_name"
FILE = "id name title mimetype filetype size user url_private permalink created"


def under(prefix: str, paths: str) -> str:
    return " ".join(f"{prefix}.{path}" for path in paths.split())


REQUIRED = {
    "auth.test": "url team user team_id user_id bot_id",
    "apps.connections.open": "url",
    "bookmarks.add": "bookmark.id bookmark.channel_id bookmark.title bookmark.link bookmark.type",
    "bookmarks.edit": "bookmark.id bookmark.title",
    "bookmarks.list": "bookmarks.0.id",
    "bots.info": "bot.id bot.name bot.app_id",
    "canvases.create": "canvas_id",
    "chat.delete": "channel ts",
    "chat.getPermalink": "channel permalink",
    "chat.postEphemeral": "message_ts",
    "chat.postMessage": f"channel ts {under('message', BOT_MESSAGE)}",
    "chat.update": f"channel ts text {under('message', BOT_MESSAGE)} message.edited.ts",
    "conversations.canvases.create": "canvas_id",
    "conversations.create": under("channel", CHANNEL),
    "conversations.history": f"has_more pin_count {under('messages.0', MESSAGE)}",
    "conversations.info": under("channel", CHANNEL),
    "conversations.invite": under("channel", CHANNEL),
    "conversations.join": under("channel", CHANNEL),
    "conversations.list": f"{under('channels.0', CHANNEL)} channels.0.num_members response_metadata.next_cursor",
    "conversations.members": "members.0 response_metadata.next_cursor",
    "conversations.open": "channel.id",
    "conversations.rename": under("channel", CHANNEL),
    "conversations.replies": f"has_more {under('messages.0', MESSAGE)} messages.0.reply_count messages.1.thread_ts",
    "files.completeUploadExternal": under("files.0", FILE),
    "files.getUploadURLExternal": "upload_url file_id",
    "files.info": under("file", FILE),
    "files.list": under("files.0", FILE),
    "pins.list": "items.0.type items.0.created items.0.created_by items.0.channel items.0.message.ts",
    "reactions.get": "type channel message.ts message.reactions.0.name message.reactions.0.users.0",
    "team.info": "team.id team.name team.domain",
    "usergroups.list": "usergroups.0.id usergroups.0.handle usergroups.0.name usergroups.0.user_count",
    "usergroups.users.list": "users.0",
    "users.conversations": "channels.0.id channels.0.name",
    "users.info": under("user", USER),
    "users.list": f"{under('members.0', USER)} cache_ts",
    "users.lookupByEmail": under("user", USER),
    "users.profile.get": "profile.display_name profile.real_name",
    "views.open": under("view", VIEW),
    "views.publish": under("view", VIEW),
    "views.push": f"{under('view', VIEW)} view.previous_view_id",
    "views.update": under("view", VIEW),
}

# These go as a form over HTTP, so booleans in them are text, over Socket Mode too; and what no sample has.
KNOWN = {
    "slash_command: .is_enterprise_install is string, in the sample boolean",
    "message_action: .user.username is in no sample",
    "message_action: .api_app_id is in no sample",
}

# What happens in a channel: the event's type or subtype, its sample, and the keys that have to be there.
ENVELOPE = (
    "token team_id api_app_id type event_id event_time event_context is_ext_shared_channel "
    "authorizations.0.team_id authorizations.0.user_id event.type"
)
SAID = "event.channel event.user event.text event.ts event.event_ts event.channel_type event.team event.client_msg_id event.blocks.0.type"
NOTED = "event.channel event.user event.text event.ts event.event_ts event.channel_type event.subtype"
CHANGED = (
    "event.channel event.ts event.event_ts event.hidden event.message.text event.message.edited.ts "
    "event.previous_message.text event.channel_type"
)
EVENTS = {
    "message": ("Message", SAID),
    "app_mention": ("AppMention", "event.channel event.user event.text event.ts event.event_ts"),
    "bot_message": ("MessageBot", "event.channel event.bot_id event.username event.text event.ts event.attachments.0"),
    "message_changed": (
        "MessageChanged",
        CHANGED,
    ),
    "message_deleted": ("MessageDeleted", "event.channel event.ts event.deleted_ts event.hidden event.previous_message.text"),
    "thread_broadcast": ("MessageThreadBroadcast", "event.thread_ts event.root.ts event.ts event.user"),
    "channel_join": ("MessageChannelJoin", NOTED),
    "channel_leave": ("MessageChannelLeave", NOTED),
    "channel_topic": ("MessageChannelTopic", f"{NOTED} event.topic"),
    "channel_purpose": ("MessageChannelPurpose", f"{NOTED} event.purpose"),
    "channel_name": ("MessageChannelName", f"{NOTED} event.name event.old_name"),
    "channel_archive_message": ("MessageChannelArchive", NOTED),
    "channel_unarchive_message": ("MessageChannelUnarchive", NOTED),
    "file_share": ("MessageFileShare", "event.files.0.id event.text event.user event.ts"),
    "member_joined_channel": ("MemberJoinedChannel", "event.user event.channel event.channel_type event.team event.event_ts"),
    "member_left_channel": ("MemberLeftChannel", "event.user event.channel event.channel_type event.team event.event_ts"),
    "reaction_added": (
        "ReactionAdded",
        "event.user event.reaction event.item.type event.item.channel event.item.ts event.item_user event.event_ts",
    ),
    "reaction_removed": ("ReactionRemoved", "event.user event.reaction event.item.ts event.event_ts"),
    "pin_added": ("PinAdded", "event.user event.channel_id event.item.type event.item.message.ts event.event_ts"),
    "pin_removed": ("PinRemoved", "event.user event.channel_id event.item.message.ts event.has_pins event.event_ts"),
    "channel_created": ("ChannelCreated", "event.channel.id event.channel.name event.channel.creator event.event_ts"),
    "channel_rename": ("ChannelRename", "event.channel.id event.channel.name event.event_ts"),
    "channel_archive": ("ChannelArchive", "event.channel event.user event.event_ts"),
    "channel_unarchive": ("ChannelUnarchive", "event.channel event.user event.event_ts"),
    "file_shared": ("FileShared", "event.file_id event.user_id event.file.id event.channel_id event.event_ts"),
    "app_home_opened": ("AppHomeOpened", "event.user event.channel event.tab event.event_ts"),
    "team_join": ("TeamJoin", "event.user.id event.user.profile.real_name"),
    "user_change": ("UserChange", "event.user.id event.user.profile.real_name event.cache_ts"),
    "subteam_created": ("SubteamCreated", "event.subteam.id event.subteam.handle event.event_ts"),
}  # fmt: skip

PERSON = "user.id user.username team.id team.domain api_app_id token"
CLICKED = (
    f"{PERSON} trigger_id response_url container.type container.message_ts container.channel_id channel.id message.ts "
    "actions.0.action_id actions.0.block_id actions.0.type actions.0.action_ts state.values"
)
INTERACTIONS = {
    "slash_command": (
        ("slash-commands", "SlashCommand"),
        "token team_id team_domain channel_id channel_name user_id user_name command text response_url trigger_id api_app_id",
    ),
    "block_actions": (
        ("interactive-components", "BlockAction"),
        CLICKED,
    ),
    "message_action": (
        ("interactive-components", "MessageShortcut"),
        f"{PERSON} trigger_id callback_id response_url channel.id message.ts message.text message_ts action_ts",
    ),
    "view_submission": (("views", "ViewSubmission"), f"{PERSON} trigger_id {under('view', VIEW)}"),
    "view_closed": (("views", "ViewClosed"), f"{PERSON} {under('view', VIEW)}"),
}  # fmt: skip
