"""The workspace as one person sees it, in the JSON that the chat page reads."""

from app.sandbox.channels import Channel
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.timestamps import microseconds
from app.sandbox.users import User
from app.sandbox.workspace import Workspace

LARGEST_PAGE = 500
BEFORE_TARGET = 30
"""How many messages are shown above one that a permalink names."""
_END_US = 10**18


def resolve_person(workspace: Workspace, asked: str) -> User:
    """Who acts: the one asked for, or the first person there is. Raises `user_not_found` in an empty workspace."""
    known = workspace.users.get(asked)
    if known is not None and not known.is_bot:
        return known
    first = next((user for user in workspace.users.values() if not user.is_bot and not user.deleted), None)
    if first is None:
        raise SlackError("user_not_found")
    return first


def state_json(workspace: Workspace, me: str, *, player: bool = False) -> Json:
    """Everything but the messages, which the page reads channel by channel."""
    visible = [channel for channel in workspace.channels.values() if channel.visible_to(me)]
    return {
        "me": me,
        "workspace": {"id": workspace.team_id, "name": workspace.name, "player": player},
        "people": people_json(workspace),
        "groups": groups_json(workspace),
        "channels": [channel_json(workspace, channel, me) for channel in visible],
        "apps": [app_json(workspace, app, me) for app in workspace.apps.values()],
        "modal": modal_json(workspace, me),
    }


def people_json(workspace: Workspace) -> list[Json]:
    return [
        {
            "id": user.id, "name": user.name, "real_name": user.real_name, "display_name": user.display_name,
            "title": user.title, "is_bot": user.is_bot, "deleted": user.deleted,
        }
        for user in workspace.users.values()
    ]  # fmt: skip


def groups_json(workspace: Workspace) -> list[Json]:
    return [{"id": group.id, "handle": group.handle, "name": group.name} for group in workspace.usergroups.all()]


def channel_json(workspace: Workspace, channel: Channel, me: str) -> Json:
    return {
        "id": channel.id, "name": channel.name, "kind": channel.kind, "archived": channel.archived,
        "topic": channel.topic.value, "purpose": channel.purpose.value, "members": list(channel.members),
        "user": channel.other_member(me) if channel.kind == "im" else None, "latest": _latest(channel),
        "pins": len(workspace.marks.pinned(channel)), "canvas": bool(channel.canvas_id),
        "bookmarks": [
            {"id": one.id, "title": one.title, "link": one.link, "emoji": one.emoji}
            for one in workspace.bookmarks.of(channel)
        ],
    }  # fmt: skip


def _latest(channel: Channel) -> str:
    newest, _ = channel.log.shown(0, _END_US, 1, inclusive=True)
    return newest[0].ts if newest else ""


def app_json(workspace: Workspace, app: App, me: str) -> Json:
    home = workspace.views.home(me, app.app_id)
    direct = workspace.channels.direct({me, app.bot_user_id})
    return {
        "id": app.app_id, "name": app.name, "bot_user": app.bot_user_id, "home_tab": app.home_tab,
        "dm": direct.id if direct else None,
        "home": home.as_json(workspace.team_id) if home else None,
        "commands": [
            {"name": one.name, "description": one.description, "usage_hint": one.usage_hint} for one in app.commands
        ],
        "shortcuts": [
            {"name": one.name, "type": one.type, "callback_id": one.callback_id} for one in app.shortcuts
        ],
    }  # fmt: skip


def modal_json(workspace: Workspace, me: str) -> list[Json]:
    return [view.as_json(workspace.team_id) for view in workspace.views.stack(me)]


def private_json(message: Message) -> Json:
    """A message that one person alone sees."""
    return {**message.as_json(), "is_ephemeral": True}


def history_json(
    workspace: Workspace, me: str, channel_id: str, *, start: str = "", before: str = "", limit: int = 200
) -> Json:  # fmt: skip
    """Messages of a channel, oldest first: the newest ones, those `before` a ts, or all from around `start` on.

    Raises `channel_not_found`, and ValueError where a ts is none.
    """
    channel = workspace.channels.visible(channel_id, me)
    limit = max(1, min(limit, LARGEST_PAGE))
    if start:
        start_us = microseconds(start)
        later, _ = channel.log.shown(start_us, _END_US, len(channel.log), inclusive=True)
        found, more = channel.log.shown(0, start_us, BEFORE_TARGET, inclusive=False)
        found = later + found
    else:
        end_us = microseconds(before) if before else _END_US
        found, more = channel.log.shown(0, end_us, limit, inclusive=False)
    whispers = [one for one in workspace.posting.ephemeral.values() if one.only_for == me]
    return {
        "messages": [message.as_json() for message in reversed(found)],
        "more": more,
        "private": [private_json(one) for one in whispers if one.channel_id == channel_id],
    }


def thread_json(workspace: Workspace, me: str, channel_id: str, ts: str) -> Json:
    """A message and its replies. Raises `channel_not_found`, `message_not_found`."""
    parent = workspace.channels.visible(channel_id, me).log.known(ts)
    return {"messages": [message.as_json() for message in (parent, *parent.replies)]}


def pins_json(workspace: Workspace, me: str, channel_id: str) -> Json:
    channel = workspace.channels.visible(channel_id, me)
    return {"messages": [message.as_json() for message in workspace.marks.pinned(channel)]}


def canvas_json(workspace: Workspace, me: str, channel_id: str) -> Json:
    """A channel's canvas. Raises `channel_not_found`, `canvas_not_found`."""
    channel = workspace.channels.visible(channel_id, me)
    canvas = workspace.canvases.known(channel.canvas_id)
    return {"title": canvas.title, "markdown": canvas.markdown}
