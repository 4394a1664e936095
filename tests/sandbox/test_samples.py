"""What the sandbox sends has the keys and the types of Slack's own answers and events.

The samples are unions of every key that was ever seen, with the values masked: a key that is in none of them is one that
Slack does not send. What of it has to be there, for a client to find its way, is said here method by method.
"""

import asyncio
import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from slack_bolt import BoltResponse

from app.sandbox.contract import load_contract
from app.sandbox.contract.structure import BLOCK, Structure

SAMPLES = Path(__file__).parents[3] / "shared" / "slack" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the samples of Slack's payloads are not beside this checkout"
)

# Slack sends these, and its clients read them, though no sample happens to have them.
BESIDE_THE_SAMPLES = {
    "actor_id", "app_action_id", "cache_ts", "context_enterprise_id", "context_team_id", "is_ext_shared_channel", "is_user_deleted",
    "metadata", "pinned_info", "response_urls",
}  # fmt: skip
MESSAGES = {"message", "messages", "previous_message", "root"}
# A sample of a message shows only what one situation brings, so messages are held against all of these together.
EVERY_MESSAGE = ("Message", "MessageBot", "MessageChannelName", "MessageFileShare", "MessageThreadBroadcast")


class Samples:
    """The samples by the name of the method, the event or the interaction."""

    def __init__(self) -> None:
        self._published = json.loads((SAMPLES.parent / "methods.json").read_text("utf-8"))
        self._structure = Structure(load_contract().definitions)
        events = [self.event(name)["event"] for name in EVERY_MESSAGE]
        pinned = [item["message"] for item in self._published["pins.list"]["example_success"]["items"]]
        self._message = _union([*events, *pinned, *self.response("conversations.history")["messages"]])

    def response(self, method: str) -> dict[str, object]:
        seen = self._read(SAMPLES / "responses" / f"{method}.json")
        return _union([self._published[method]["example_success"], seen])

    def event(self, name: str) -> dict[str, object]:
        return self._read(SAMPLES / "events" / f"{name}Payload.json")

    def interaction(self, folder: str, name: str) -> dict[str, object]:
        return self._read(SAMPLES / "app-backend" / folder / f"{name}Payload.json")

    def _read(self, path: Path) -> dict[str, object]:
        packed = path.with_name(f"{path.name}.gz")
        text = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
        return json.loads(text)

    def deviations(self, ours: object, sample: object, place: str = "") -> Iterator[str]:
        """Where `ours` has a key that the sample has not, or a value of another JSON type. null fits everything."""
        if isinstance(ours, dict) and isinstance(sample, dict):
            for key, value in ours.items():
                yield from self._deviations_at(key, value, sample, f"{place}.{key}")
        elif isinstance(ours, list) and isinstance(sample, list):
            for index, item in enumerate(ours if sample else []):
                yield from self.deviations(item, _like(item, sample), f"{place}[{index}]")
        elif ours is not None and sample is not None and _json_type(ours) != _json_type(sample):
            yield f"{place} is {_json_type(ours)}, in the sample {_json_type(sample)}"

    def _deviations_at(self, key: str, value: object, sample: dict[str, object], place: str) -> Iterator[str]:
        if key == "blocks":  # no sample is complete, but the published schemas are
            yield from self._block_deviations(value, place)
        elif key in MESSAGES and key in sample:
            yield from self.deviations(value, [self._message] if isinstance(value, list) else self._message, place)
        elif key == "event" and value.get("type") == "message":
            yield from self.deviations(value, _union([self._message, sample[key]]), place)
        elif key in sample:
            yield from self.deviations(value, sample[key], place)
        elif key not in BESIDE_THE_SAMPLES and not _is_map_by_id(sample):
            yield f"{place} is in no sample"

    def _block_deviations(self, blocks: list[object], place: str) -> Iterator[str]:
        for index, block in enumerate(blocks):
            yield from (f"{place}: {fault}" for fault in self._structure.errors(BLOCK, block, f"/{index}"))


def _is_map_by_id(sample: Mapping[str, object]) -> bool:
    """An object whose keys are ids (`state.values` by block_id, `shares` by channel) has others each time."""
    return not sample or all(key.isupper() or key.startswith("C0") for key in sample)


def _like(item: object, sample: list[object]) -> object:
    """What to compare one item of a list with: the samples of its `type` if it has one, all of them together."""
    kind = item.get("type") if isinstance(item, dict) else None
    same = [one for one in sample if isinstance(one, dict) and one.get("type") == kind and kind]
    return _union(same or sample)


def _union(samples: list[object]) -> object:
    if not all(isinstance(sample, dict) for sample in samples):
        return samples[0]
    merged: dict[str, object] = {}
    for sample in samples:
        for key, value in sample.items():
            merged[key] = _both(merged[key], value) if key in merged else value
    return merged


def _both(one: object, other: object) -> object:
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    return _union([one, other]) if isinstance(one, dict) and isinstance(other, dict) else other


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return {str: "string", dict: "object", list: "array"}.get(type(value), "null")


def missing(ours: object, paths: str) -> list[str]:
    """The dotted paths (a number is a place in a list) that lead nowhere in `ours`."""
    absent = []
    for path in paths.split():
        found: object = ours
        for step in path.split("."):
            if isinstance(found, list):
                found = found[int(step)] if int(step) < len(found) else None
            else:
                found = found.get(step) if isinstance(found, dict) else None
        if found is None:
            absent.append(path)
    return absent


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples()


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

BLOCKS = [
    {"type": "header", "text": {"type": "plain_text", "text": "INC-1"}},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Investigating*"}, "fields": [{"type": "mrkdwn", "text": "a"}]},
    {"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}]},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "said by a person"}]},
    {"type": "divider"},
]  # fmt: skip
FIELD = {
    "type": "input", "block_id": "title", "label": {"type": "plain_text", "text": "Title"},
    "element": {"type": "plain_text_input", "action_id": "typed"},
}  # fmt: skip
FORM = {
    "type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": "New"}, "notify_on_close": True,
    "submit": {"type": "plain_text", "text": "Go"}, "blocks": [FIELD],
}  # fmt: skip


class Answers:
    """Calls methods and keeps what they answered."""

    def __init__(self, client) -> None:
        self._client = client
        self.by_method: dict[str, dict[str, object]] = {}

    async def __call__(self, method: str, **arguments: object) -> dict[str, object]:
        if any(isinstance(value, list | dict) for value in arguments.values()):
            response = await self._client.api_call(method, json=arguments)
        else:
            response = await self._client.api_call(method, data=arguments)
        answer = dict(response.data)
        self.by_method.setdefault(method, answer)
        return answer


async def _everything(call: Answers, server, place) -> None:
    """Every method that has an answer worth comparing, in an order in which each succeeds."""
    await call("api.test")
    await call("auth.test")
    await call("team.info")
    await call("users.list")
    await call("users.info", user=place.ann)
    await call("users.lookupByEmail", email="ann@example.org")
    await call("bots.info", bot=place.app.bot_id)
    group = place.workspace.usergroups.add("dba", "Databases", users=(place.ann,))
    await call("usergroups.list", include_users=True)
    await call("usergroups.users.list", usergroup=group.id)
    await call("conversations.join", channel=place.general)
    made = (await call("conversations.create", name="inc-1"))["channel"]["id"]
    await call("conversations.invite", channel=made, users=place.ann)
    await call("conversations.setTopic", channel=made, topic="SEV-1")
    await call("conversations.setPurpose", channel=made, purpose="Checkout")
    await call("conversations.rename", channel=made, name="inc-1-checkout")
    for method in ("conversations.info", "conversations.members"):
        await call(method, channel=made)
    await call("conversations.list")
    await call("users.conversations")
    await call("conversations.open", users=place.ann, return_im=True)
    await _messages(call, server, place, made)
    await _files_and_canvases(call, place, made)
    await call("conversations.kick", channel=made, user=place.ann)
    await call("conversations.archive", channel=made)


async def _messages(call: Answers, server, place, channel: str) -> None:
    posted = await call("chat.postMessage", channel=channel, text="INC-1", blocks=BLOCKS)
    ts = posted["ts"]
    await call("chat.postMessage", channel=channel, text="a reply", thread_ts=ts, attachments=[{"text": "x"}])
    await call("chat.update", channel=channel, ts=ts, text="INC-1 changed", blocks=BLOCKS)
    await call("chat.postEphemeral", channel=channel, user=place.ann, text="only you")
    await call("chat.getPermalink", channel=channel, message_ts=ts)
    said = server.acts.say(place.ann, channel, "Checkout is *down*, see <https://example.org>")
    await call("reactions.add", channel=channel, timestamp=said, name="eyes")
    await call("reactions.get", channel=channel, timestamp=said)
    await call("reactions.list")
    await call("pins.add", channel=channel, timestamp=said)
    await call("pins.list", channel=channel)
    await call("conversations.history", channel=channel, include_all_metadata=True)
    await call("conversations.replies", channel=channel, ts=ts)
    await call("pins.remove", channel=channel, timestamp=said)
    await call("reactions.remove", channel=channel, timestamp=said, name="eyes")
    await call("chat.delete", channel=channel, ts=ts)
    added = await call("bookmarks.add", channel_id=channel, title="Runbook", type="link", link="https://example.org")
    bookmark = added["bookmark"]["id"]
    await call("bookmarks.edit", channel_id=channel, bookmark_id=bookmark, title="The runbook")
    await call("bookmarks.list", channel_id=channel)
    await call("bookmarks.remove", channel_id=channel, bookmark_id=bookmark)


async def _files_and_canvases(call: Answers, place, channel: str) -> None:
    await call("views.publish", user_id=place.ann, view={"type": "home", "blocks": BLOCKS})
    content = {"type": "markdown", "markdown": "# INC-1"}
    await call("conversations.canvases.create", channel_id=channel, document_content=content)
    canvas = (await call("canvases.create", title="Postmortem", document_content=content))["canvas_id"]
    change = {"operation": "insert_at_end", "document_content": content}
    await call("canvases.edit", canvas_id=canvas, changes=[change])
    await call("canvases.sections.lookup", canvas_id=canvas, criteria={"section_types": ["any_header"]})
    await call("canvases.access.set", canvas_id=canvas, access_level="read", user_ids=[place.ann])
    await call("canvases.delete", canvas_id=canvas)


async def _upload(call: Answers, client, channel: str) -> None:
    uploaded = await client.files_upload_v2(channel=channel, content="hello", filename="log.txt", title="Log")
    call.by_method["files.completeUploadExternal"] = {"ok": True, "files": uploaded["files"]}
    await call("files.info", file=uploaded["files"][0]["id"])
    await call("files.list", channel=channel)
    await call("files.delete", file=uploaded["files"][0]["id"])
    await call("files.getUploadURLExternal", filename="a.txt", length=3)


async def test_answers_have_slack_s_keys(server, place, client, samples) -> None:
    call = Answers(client)
    await _everything(call, server, place)
    await _upload(call, client, place.general)
    found = []
    for method, answer in call.by_method.items():
        assert answer["ok"] is True, (method, answer)
        with suppress(FileNotFoundError):
            found += [f"{method}: {fault}" for fault in samples.deviations(answer, samples.response(method))]
        found += [f"{method}: {path} is missing" for path in missing(answer, REQUIRED.get(method, "ok"))]
    assert not found, "\n".join(found)
    assert len(call.by_method) >= 45


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


def event_name(body: Mapping[str, object]) -> str:
    event = body["event"]
    if event["type"] != "message":
        return event["type"]
    subtype = event.get("subtype", "message")
    return f"{subtype}_message" if subtype in {"channel_archive", "channel_unarchive"} else subtype


def _live(server, place) -> None:
    """One of everything that people do."""
    acts, ann, bob, channel = server.acts, place.ann, place.bob, place.general
    first = acts.say(ann, channel, "Checkout is down <https://example.org|here>")
    acts.say(ann, channel, f"<@{place.app.bot_user_id}> help")
    alert = acts.say_as_bot("Pager", channel, attachments=[{"title": "Disk", "color": "a30200"}])
    acts.say(bob, channel, "same here", thread_ts=first)
    acts.say(bob, channel, "and now all", thread_ts=alert, broadcast=True)
    acts.edit(ann, channel, first, "Checkout is slow")
    acts.react(bob, channel, first, "eyes")
    acts.unreact(bob, channel, first, "eyes")
    acts.pin(ann, channel, first)
    acts.unpin(ann, channel, first)
    acts.set_topic(ann, channel, "SEV-1")
    acts.set_purpose(ann, channel, "everything")
    acts.delete(bob, channel, acts.say(bob, channel, "oops"))
    acts.leave(bob, channel)
    acts.join(bob, channel)
    files = place.workspace.files
    files.share(place.workspace.channels[channel], ann, [files.add(ann, "log.txt", b"hello")], "the log")
    acts.rename(ann, channel, "general-2")
    acts.archive(ann, channel)
    acts.unarchive(ann, channel)
    acts.create_channel(ann, "other")
    acts.open_home(ann, place.app.app_id)
    person = place.workspace.add_user("cy", "Cy Example")
    place.workspace.change_user(person.id, real_name="Cy E.")
    place.workspace.usergroups.add("dba", "Databases", users=(ann,))


async def test_events_have_slack_s_keys(server, place, connect, bolt, samples) -> None:
    bodies: dict[str, Mapping[str, object]] = {}

    @bolt.middleware
    async def see(body):
        bodies.setdefault(event_name(body), body)
        return BoltResponse(status=200)

    place.add_bot(place.general)
    async with connect(server, place.app, bolt), asyncio.timeout(10):
        _live(server, place)
        await server.settled()
    found = [f"{name} did not come" for name in EVENTS.keys() - bodies.keys()]
    for name, body in bodies.items():
        sample, required = EVENTS[name]
        found += [f"{name}: {fault}" for fault in samples.deviations(body, samples.event(sample))]
        found += [f"{name}: {path} is missing" for path in missing(body, f"{ENVELOPE} {required}")]
    assert not found, "\n".join(found)


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


async def test_interactions_have_slack_s_keys(server, place, connect, bolt, samples) -> None:
    bodies: dict[str, Mapping[str, object]] = {}
    triggers: asyncio.Queue[str] = asyncio.Queue()

    @bolt.middleware
    async def see(body):
        bodies.setdefault(body.get("type") or "slash_command", body)
        if body.get("trigger_id"):
            triggers.put_nowait(body["trigger_id"])
        return BoltResponse(status=200)

    place.add_bot(place.general)
    call = Answers(bolt.client)
    posted = await call("chat.postMessage", channel=place.general, text="menu", blocks=BLOCKS)
    acts, ann, channel = server.acts, place.ann, place.general
    async with connect(server, place.app, bolt), asyncio.timeout(10):
        await acts.command(ann, channel, "/inc new Checkout")
        await acts.message_shortcut(ann, "keep", channel, posted["ts"])
        await acts.click(ann, channel, posted["ts"], "go")
        await call("views.open", trigger_id=_latest(triggers), view=FORM)
        opened = call.by_method["views.open"]["view"]["id"]
        await acts.global_shortcut(ann, "declare")
        await call("views.push", trigger_id=_latest(triggers), view=FORM)
        pushed = call.by_method["views.push"]["view"]["id"]
        await call("views.update", view_id=pushed, view=FORM)
        await acts.close_view(ann, pushed)
        await acts.submit_view(ann, opened, {"title": "Checkout is down"})
    found = [f"{name} did not come" for name in INTERACTIONS.keys() - bodies.keys()]
    for name, ((folder, sample), required) in INTERACTIONS.items():
        if name in bodies:
            found += [f"{name}: {one}" for one in samples.deviations(bodies[name], samples.interaction(folder, sample))]
            found += [f"{name}: {path} is missing" for path in missing(bodies[name], required)]
    for method, answer in call.by_method.items():
        found += [f"{method}: {fault}" for fault in samples.deviations(answer, samples.response(method))]
        found += [f"{method}: {path} is missing" for path in missing(answer, REQUIRED[method])]
    found = [fault for fault in found if fault not in KNOWN]
    assert not found, "\n".join(found)


def _latest(triggers: asyncio.Queue[str]) -> str:
    trigger = ""
    while not triggers.empty():
        trigger = triggers.get_nowait()
    return trigger
