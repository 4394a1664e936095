"""Makes the people, bots and user groups of an export those of a workspace."""

import re
from collections.abc import Iterable, Iterator

from app.sandbox.export.content import Export, ExportedChannel
from app.sandbox.jsonvalue import JsonMap, as_object, as_objects, as_text, as_texts
from app.sandbox.users import Bot, User
from app.sandbox.workspace import Workspace

SLACKBOT = "USLACKBOT"
_GROUP_MENTION = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|@?([^>]*))?>")


def add_people(workspace: Workspace, export: Export, channels: Iterable[ExportedChannel]) -> None:
    """Adds everybody in users.json, and everybody else who is named in these channels; who is known already stays."""
    channels = tuple(channels)
    messages = [message for channel in channels for message in channel.messages]
    bot_messages = [message for message in messages if message.get("bot_id")]
    bot_ids = {as_text(message.get("user")): as_text(message["bot_id"]) for message in bot_messages}
    for entry in export.users:
        _add(workspace, _user(entry, bot_ids.get(as_text(entry.get("id")), "")))
    for user_id, shown_name in _named(channels):
        _add(workspace, User(id=user_id, name=shown_name.lower().replace(" ", "."), real_name=shown_name))
    for message in bot_messages:
        workspace.bots.setdefault(as_text(message["bot_id"]), speaking_bot(workspace, message))
    _add_user_groups(workspace, messages)


def speaking_bot(workspace: Workspace, message: JsonMap) -> Bot:
    """The bot that a message is from, under the name that the message shows."""
    bot_id = as_text(message.get("bot_id"))
    known = workspace.bots.get(bot_id)
    name = as_text(message.get("username")) or as_text(as_object(message.get("bot_profile")).get("name"))
    name = name or (known.name if known else "unknown")
    if not bot_id:
        return workspace.bot_named(name)
    app_id = as_text(message.get("app_id")) or (known.app_id if known else workspace.ids.new("A"))
    return Bot(bot_id, name, app_id, known.user_id if known else "", workspace.now_s())


def _add(workspace: Workspace, user: User) -> None:
    if user.id in workspace.users:
        return
    workspace.users[user.id] = user
    if user.is_bot:
        workspace.bots[user.bot_id] = Bot(user.bot_id, user.shown_name, user.app_id, user.id, workspace.now_s())


def _add_user_groups(workspace: Workspace, messages: Iterable[JsonMap]) -> None:
    """Adds the user groups that are mentioned, without people: an export has no list of them."""
    known = {group.id for group in workspace.usergroups.all()}
    for message in messages:
        for group_id, handle in _GROUP_MENTION.findall(as_text(message.get("text"))):
            if group_id not in known:
                workspace.usergroups.add(handle or group_id.lower(), group_id=group_id)
                known.add(group_id)


def _user(entry: JsonMap, bot_id: str) -> User:
    profile = as_object(entry.get("profile"))
    offset_s = entry.get("tz_offset")
    user_id = as_text(entry.get("id"))
    is_bot = entry.get("is_bot") is True and user_id != SLACKBOT
    return User(
        id=user_id,
        name=as_text(entry.get("name")) or user_id.lower(),
        real_name=as_text(entry.get("real_name")) or as_text(profile.get("real_name")),
        display_name=as_text(profile.get("display_name")),
        email=as_text(profile.get("email")),
        title=as_text(profile.get("title")),
        tz=as_text(entry.get("tz")) or "Etc/UTC",
        tz_offset_s=offset_s if isinstance(offset_s, int) else 0,
        color=as_text(entry.get("color")) or "4bbe2e",
        is_bot=is_bot,
        bot_id=(as_text(profile.get("bot_id")) or bot_id or f"B{user_id[1:]}") if is_bot else "",
        app_id=(as_text(profile.get("api_app_id")) or f"A{user_id[1:]}") if is_bot else "",
        deleted=entry.get("deleted") is True,
        is_restricted=entry.get("is_restricted") is True,
        is_admin=entry.get("is_admin") is True,
    )


def _named(channels: Iterable[ExportedChannel]) -> Iterator[tuple[str, str]]:
    """Every user id in these channels, with the best name that stands beside it."""
    for channel in channels:
        for message in channel.messages:
            profile = as_object(message.get("user_profile"))
            user_id = as_text(message.get("user"))
            shown_name = as_text(profile.get("real_name")) or as_text(profile.get("display_name"))
            if user_id:
                yield user_id, shown_name or _fallback_name(user_id)
            for other in _others(message):
                yield other, _fallback_name(other)
        for user_id in (*channel.members, as_text(channel.about.get("creator"))):
            if user_id:
                yield user_id, _fallback_name(user_id)


def _others(message: JsonMap) -> Iterator[str]:
    for reaction in as_objects(message.get("reactions")):
        yield from as_texts(reaction.get("users"))
    for place, key in (("edited", "user"), ("pinned_info", "pinned_by")):
        user_id = as_text(as_object(message.get(place)).get(key))
        if user_id:
            yield user_id


def _fallback_name(user_id: str) -> str:
    return "Slackbot" if user_id == SLACKBOT else user_id.lower()
