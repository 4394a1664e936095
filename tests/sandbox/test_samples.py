"""What the sandbox sends has the keys and the types of Slack's own answers and events.

The samples are unions of every key that was ever seen, with the values masked: a key that is in none of them is one that
Slack does not send. What of it has to be there is in `required_keys.py`.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import pytest
from slack_bolt import BoltResponse

from tests.sandbox.required_keys import ENVELOPE, EVENTS, INTERACTIONS, KNOWN, REQUIRED
from tests.sandbox.samples import SAMPLES, Samples, missing

pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the samples of Slack's payloads are not beside this checkout"
)


@pytest.fixture(scope="module")
def samples() -> Samples:
    return Samples()


def test_the_comparison_notices_what_differs(samples: Samples) -> None:
    sample = {
        "ok": False,
        "channel": {"id": "C0", "created": 1},
        "items": [{"type": "a", "x": 1}, {"type": "b", "y": ""}],
    }
    assert list(samples.deviations({"ok": True, "channel": {"id": "C1", "created": None}, "items": []}, sample)) == []
    ours = {"okay": True, "channel": {"id": 5}, "items": [{"type": "a", "y": ""}, {"type": "b", "y": ""}]}
    assert list(samples.deviations(ours, sample)) == [
        ".okay is in no sample",
        ".channel.id is number, in the sample string",
        ".items[0].y is in no sample",
    ]
    unsound = {"blocks": [{"type": "header"}]}
    assert list(samples.deviations(unsound, sample)) == [".blocks: missing required field: text [json-pointer:/0]"]
    assert missing(ours, "channel.id items.1.y items.2.y channel.name") == ["items.2.y", "channel.name"]


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
