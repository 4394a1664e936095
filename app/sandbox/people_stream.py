"""What an open chat page has not been told yet. Changes are noted by what they touch and read when they are sent, so a
burst of changes to one message is one update, and a slow browser costs no memory.
"""

import asyncio

from app.sandbox.changes import Change
from app.sandbox.jsonvalue import Json, as_object, as_text
from app.sandbox.people_state import app_json, channel_json, groups_json, modal_json, people_json, private_json
from app.sandbox.workspace import Workspace

Touched = tuple[str, ...]
"""("message", channel id, ts), ("channel", id), ("ephemeral", channel id, ts), ("app", id), ("people",), ("modal",)."""

MOST_PENDING = 5_000
"""With more than this unsent, the page is told to read everything again instead."""

_RESET: Touched = ("reset",)
_PEOPLE_EVENTS = frozenset({"team_join", "user_change", "subteam_created", "subteam_updated", "sandbox.app_installed"})


def touched_by(change: Change) -> list[Touched]:
    """What of the page a change touches."""
    event, channel = change.event, change.channel
    kind = as_text(event.get("type"))
    if kind in _PEOPLE_EVENTS:
        return [("people",)]
    if kind == "sandbox.views":
        return [("modal",)]
    if kind == "sandbox.home":
        return [("app", as_text(as_object(event.get("view")).get("app_id")))]
    if channel is None or change.app_id:
        return []
    return _touched_in(channel.id, kind, event)


def _touched_in(channel_id: str, kind: str, event: Json) -> list[Touched]:
    if kind == "message":
        return _touched_messages(channel_id, event)
    if kind.startswith("sandbox.ephemeral"):
        ts = as_text(event.get("ts")) or as_text(as_object(event.get("message")).get("ts"))
        return [("ephemeral", channel_id, ts)]
    item = as_object(event.get("item"))
    ts = as_text(item.get("ts")) or as_text(as_object(item.get("message")).get("ts"))
    marked: list[Touched] = [("message", channel_id, ts)] if ts else []
    return marked if kind.startswith("reaction_") else [*marked, ("channel", channel_id)]


def _touched_messages(channel_id: str, event: Json) -> list[Touched]:
    subtype = event.get("subtype")
    if subtype == "message_changed":
        message = as_object(event.get("message"))
    elif subtype == "message_deleted":
        message = as_object(event.get("previous_message"))
    else:
        message = event
    ts, thread_ts = as_text(message.get("ts")), as_text(message.get("thread_ts"))
    thread: list[Touched] = [("message", channel_id, thread_ts)] if thread_ts and thread_ts != ts else []
    return [("message", channel_id, ts), *thread]


def _is_new(change: Change) -> bool:
    return change.event.get("type") == "message" and change.event.get("hidden") is not True


class Follower:
    """Follows a workspace for one page on which `me` acts."""

    def __init__(self, workspace: Workspace, me: str) -> None:
        self._workspace = workspace
        self._me = me
        self._pending: dict[Touched, bool] = {}
        self._ready = asyncio.Event()

    def notice(self, change: Change) -> None:
        """A watcher of the workspace's bus."""
        if change.only_for not in {"", self._me}:
            return
        for number, touched in enumerate(touched_by(change)):
            fresh = _is_new(change) and number == 0
            self._pending[touched] = self._pending.get(touched, False) or fresh
        if len(self._pending) > MOST_PENDING:
            self._pending = {_RESET: False}
        if self._pending:
            self._ready.set()

    async def changes(self) -> list[Json]:
        """Waits until something has changed, and gives it as it stands then."""
        await self._ready.wait()
        self._ready.clear()
        pending, self._pending = self._pending, {}
        if _RESET in pending:
            return [{"type": "reset"}]
        updates = [self._update(touched, fresh=fresh) for touched, fresh in pending.items()]
        return [update for update in updates if update is not None]

    def _update(self, touched: Touched, *, fresh: bool) -> Json | None:
        workspace, me = self._workspace, self._me
        kind = touched[0]
        if kind == "people":
            apps = [app_json(workspace, app, me) for app in workspace.apps.values()]
            return {"type": "people", "people": people_json(workspace), "groups": groups_json(workspace), "apps": apps}
        if kind == "modal":
            return {"type": "modal", "views": modal_json(workspace, me)}
        if kind == "app":
            app = workspace.apps.get(touched[1])
            return {"type": "app", "id": touched[1], "app": app_json(workspace, app, me) if app else None}
        return self._channel_update(touched, fresh=fresh)

    def _channel_update(self, touched: Touched, *, fresh: bool) -> Json | None:
        kind, channel_id = touched[0], touched[1]
        channel = self._workspace.channels.get(channel_id)
        visible = channel is not None and channel.visible_to(self._me)
        if channel is None or not visible:
            return {"type": "channel", "id": channel_id, "channel": None} if kind == "channel" else None
        if kind == "channel":
            return {"type": "channel", "id": channel_id, "channel": channel_json(self._workspace, channel, self._me)}
        ts = touched[2]
        where: Json = {"type": kind, "channel": channel_id, "ts": ts}
        if kind == "ephemeral":
            whisper = self._workspace.posting.ephemeral.get(ts)
            return where | {"message": private_json(whisper) if whisper else None}
        message = channel.log.find(ts)
        return where | {"message": message.as_json() if message else None, "fresh": fresh}
