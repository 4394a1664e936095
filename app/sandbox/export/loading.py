"""Puts an export into a workspace: its people and channels first, then what was said in them."""

from collections.abc import Collection

from app.sandbox.channels import Channel, Notice
from app.sandbox.export.archive import ExportError
from app.sandbox.export.content import Export, ExportedChannel
from app.sandbox.export.people import add_people
from app.sandbox.export.steps import JOINS, Step, steps_of
from app.sandbox.jsonvalue import JsonMap, as_object, as_text
from app.sandbox.workspace import Workspace


def place_export(workspace: Workspace, export: Export, channels: Collection[str] | None = None) -> list[Channel]:
    """Adds the people and the chosen channels (names or ids; None for all), without messages, and gives the channels.

    Apps are told nothing. Members are all who were in at the start: not those who join in the course of it. Raises
    ExportError where a channel is not in the export, or its name or id is taken in the workspace.
    """
    chosen = export.selected(channels)
    for exported in chosen:
        if exported.id in workspace.channels or (exported.name and workspace.channels.named(exported.name)):
            raise ExportError(f"The workspace has a channel {exported.name or exported.id} already.")
    with workspace.silent():
        add_people(workspace, export, chosen)
        for exported in chosen:
            workspace.channels[exported.id] = _empty_channel(workspace, exported)
    return [workspace.channels[exported.id] for exported in chosen]


def live_steps(workspace: Workspace, export: Export, channels: Collection[str] | None = None) -> list[Step]:
    """What happened in the chosen channels, in order, to be acted one by one after `place_export`."""
    return steps_of(workspace, export.selected(channels))


def load_export(workspace: Workspace, export: Export, channels: Collection[str] | None = None) -> list[Channel]:
    """Adds the chosen channels with all that was said in them, as history: apps are told nothing. See `place_export`."""
    placed = place_export(workspace, export, channels)
    with workspace.silent():
        for step in live_steps(workspace, export, channels):
            step.act()
    for exported, channel in zip(export.selected(channels), placed, strict=True):
        channel.archived = exported.about.get("is_archived") is True
    return placed


def _empty_channel(workspace: Workspace, exported: ExportedChannel) -> Channel:
    about = exported.about
    creator = as_text(about.get("creator"))
    created_s = about.get("created")
    subtypes = {as_text(message.get("subtype")) for message in exported.messages}
    return Channel(
        id=exported.id,
        name=exported.name,
        kind=exported.kind,
        creator=creator,
        created_s=created_s if isinstance(created_s, int) else workspace.now_s(),
        members=dict.fromkeys(_first_members(workspace, exported)),
        topic=_notice(about, "topic", subtypes),
        purpose=_notice(about, "purpose", subtypes),
        is_general=about.get("is_general") is True,
    )


def _first_members(workspace: Workspace, exported: ExportedChannel) -> list[str]:
    """Who was in the channel before its first message: its members and speakers, but for those who join in it."""
    first_seen: dict[str, str] = {}
    for message in exported.messages:
        user_id = as_text(message.get("user"))
        if user_id:
            first_seen.setdefault(user_id, as_text(message.get("subtype")))
    people = dict.fromkeys([*exported.members, *first_seen])
    return [one for one in people if first_seen.get(one) not in JOINS and one in workspace.users]


def _notice(about: JsonMap, name: str, subtypes: set[str]) -> Notice:
    """The topic or purpose at the start: unknown, so empty, where a message changes it later."""
    if {f"channel_{name}", f"group_{name}"} & subtypes:
        return Notice()
    notice = as_object(about.get(name))
    last_set_s = notice.get("last_set")
    return Notice(
        as_text(notice.get("value")), as_text(notice.get("creator")), last_set_s if isinstance(last_set_s, int) else 0
    )
