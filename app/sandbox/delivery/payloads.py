"""The bodies of interactions: what an app gets when somebody types a command, clicks, or submits a form."""

from app.sandbox.channels import Channel
from app.sandbox.install import App, Shortcut
from app.sandbox.jsonvalue import Json
from app.sandbox.messages import Message
from app.sandbox.views import View
from app.sandbox.workspace import Workspace

_CHANNEL_NAMES = {"group": "privategroup", "im": "directmessage", "mpim": "privategroup"}


def channel_name(channel: Channel) -> str:
    """A conversation's name as interactions give it: only public channels are named."""
    return _CHANNEL_NAMES.get(channel.kind, channel.name)


def slash_command(
    workspace: Workspace, app: App, user_id: str, channel: Channel, *, command: str, text: str, response_url: str
) -> Json:
    return {
        "token": app.verification_token, "team_id": workspace.team_id, "team_domain": workspace.domain,
        "channel_id": channel.id, "channel_name": channel_name(channel), "user_id": user_id,
        "user_name": workspace.users.known(user_id).name, "command": command, "text": text,
        "api_app_id": app.app_id, "is_enterprise_install": "false", "response_url": response_url,
        "trigger_id": workspace.triggers.issue(app, user_id),
    }  # fmt: skip


def _interaction(workspace: Workspace, app: App, user_id: str, kind: str) -> Json:
    user = workspace.users.known(user_id)
    return {
        "type": kind, "team": {"id": workspace.team_id, "domain": workspace.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": app.app_id, "token": app.verification_token, "enterprise": None, "is_enterprise_install": False,
        "trigger_id": workspace.triggers.issue(app, user_id),
    }  # fmt: skip


def message_actions(
    workspace: Workspace, app: App, user_id: str, channel: Channel, message: Message, *, actions: list[Json], values: Json, response_url: str,
) -> Json:  # fmt: skip
    """block_actions for a click in a message; of an ephemeral one Slack does not send the content."""
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id,
                       "is_ephemeral": bool(message.only_for)}  # fmt: skip
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown: Json = {} if message.only_for else {"message": message.as_json(metadata=True)}
    return _interaction(workspace, app, user_id, "block_actions") | shown | {
        "container": container, "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": values}, "response_url": response_url, "actions": actions,
    }  # fmt: skip


def view_actions(workspace: Workspace, view: View, user_id: str, actions: list[Json]) -> Json:
    """block_actions for a click in a modal or a Home tab."""
    return _interaction(workspace, view.app, user_id, "block_actions") | {
        "container": {"type": "view", "view_id": view.id}, "view": view.as_json(workspace.team_id), "actions": actions,
    }  # fmt: skip


def view_submission(workspace: Workspace, view: View) -> Json:
    return _interaction(workspace, view.app, view.user_id, "view_submission") | {
        "view": view.as_json(workspace.team_id), "response_urls": []
    }  # fmt: skip


def view_closed(workspace: Workspace, view: View, *, is_cleared: bool) -> Json:
    body = _interaction(workspace, view.app, view.user_id, "view_closed")
    del body["trigger_id"]
    return body | {"view": view.as_json(workspace.team_id), "is_cleared": is_cleared}


def global_shortcut(workspace: Workspace, app: App, user_id: str, shortcut: Shortcut, action_ts: str) -> Json:
    more: Json = {"callback_id": shortcut.callback_id, "action_ts": action_ts}
    return _interaction(workspace, app, user_id, "shortcut") | more


def message_shortcut(
    workspace: Workspace, app: App, user_id: str, channel: Channel, message: Message, *, shortcut: Shortcut,
    action_ts: str, response_url: str,
) -> Json:  # fmt: skip
    return _interaction(workspace, app, user_id, "message_action") | {
        "callback_id": shortcut.callback_id, "action_ts": action_ts, "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)}, "message": message.as_json(),
        "response_url": response_url,
    }  # fmt: skip
