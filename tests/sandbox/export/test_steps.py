"""What is said in an export, told again message by message."""

import asyncio
from pathlib import Path

import pytest
from slack_bolt import BoltResponse

from app.sandbox.export import live_steps, load_export, place_export, read_export
from app.sandbox.workspace import Workspace
from tests.sandbox.slack_export import alert, said, write


@pytest.fixture
def workspace(clock) -> Workspace:
    return Workspace(clock)


def test_messages_are_as_they_were(tmp_path: Path, workspace: Workspace) -> None:
    messages = [
        said("100.000100", "See <https://x.test/a|a> &amp; <@U2> in <#C1|ops>, <!subteam^S1|@dba>"),
        alert("101.000200"),
        said("102.000300", "On it", thread_ts="101.000200"),
        said("103.000400", "Everybody look", thread_ts="101.000200", subtype="thread_broadcast"),
        said("104.000500", "fixed", edited={"user": "U1", "ts": "110.000000"},
             reactions=[{"name": "tada", "users": ["U2", "U1"], "count": 2}]),
        said("105.000600", "", files=[{"id": "F1", "name": "graph.png"}]),
        said("106.000700", "shrugs", subtype="me_message"),
    ]  # fmt: skip
    (channel,) = load_export(workspace, read_export(write(tmp_path, {"2026-11-01": messages})))
    kept = {message.ts: message.as_json() for message in channel.log.all()}
    assert list(kept) == [message["ts"] for message in messages]
    assert kept["100.000100"]["text"] == messages[0]["text"]
    assert kept["101.000200"]["attachments"] == [{"id": 1, "title": "Disk is full", "fallback": "Disk is full"}]
    assert kept["101.000200"]["username"] == "Pager"
    assert kept["101.000200"]["bot_id"] == "B9"
    assert kept["101.000200"]["reply_count"] == 2
    assert kept["102.000300"]["thread_ts"] == "101.000200"
    assert kept["103.000400"]["subtype"] == "thread_broadcast"
    assert kept["104.000500"]["edited"] == {"user": "U1", "ts": "110.000000"}
    assert kept["104.000500"]["reactions"] == [{"name": "tada", "users": ["U2", "U1"], "count": 2}]
    assert kept["105.000600"]["files"] == [{"id": "F1", "name": "graph.png"}]
    assert kept["106.000700"]["subtype"] == "me_message"
    assert workspace.bots["B9"].name == "Pager"
    assert [(group.id, group.handle) for group in workspace.usergroups.all()] == [("S1", "dba")]


def test_joins_leaves_and_topics_change_the_channel(tmp_path: Path, workspace: Workspace) -> None:
    messages = [
        said("100.0", "<@U2> has joined the channel", "U2", subtype="channel_join"),
        said("101.0", "<@U2> set the channel topic: Down", "U2", subtype="channel_topic", topic="Down"),
        said("102.0", "<@U1> has left the channel", "U1", subtype="channel_leave"),
        said("103.0", "<@U1> pinned a message", "U1", subtype="pinned_item"),
    ]
    (channel,) = load_export(workspace, read_export(write(tmp_path, {"2026-11-01": messages})))
    assert list(channel.members) == ["U2"]
    assert channel.topic.value == "Down"
    subtypes = [message.body["subtype"] for message in channel.log.all()]
    assert subtypes == ["channel_join", "channel_topic", "channel_leave", "pinned_item"]
    assert [message.text for message in channel.log.all()] == [message["text"] for message in messages]


def test_an_archived_channel_was_archived_when_it_was(tmp_path: Path, workspace: Workspace) -> None:
    messages = [
        said("100.0", "archived", subtype="channel_archive"),
        said("101.0", "un-archived", subtype="channel_unarchive"),
        said("102.0", "archived", subtype="channel_archive"),
        said("103.0", "archived again", subtype="channel_archive"),
        said("104.0", "set the topic", subtype="channel_topic", topic="Late"),
        said("105.0", "set the purpose", subtype="channel_purpose", purpose="x" * 500),
    ]
    export = read_export(write(tmp_path, {"2026-11-01": messages}))
    (channel,) = place_export(workspace, export)
    archived = []
    for step in live_steps(workspace, export):
        step.act()
        archived.append(channel.archived)
    assert archived == [True, False, True, True, True, True]
    assert [message.ts for message in channel.log.all()] == [message["ts"] for message in messages]


def test_odd_threads_are_not_lost(tmp_path: Path, workspace: Workspace) -> None:
    messages = [
        said("100.0", "reply to what is not here", thread_ts="50.0"),
        said("101.0", "reply before its parent", thread_ts="102.0"),
        said("102.0", "parent", thread_ts="102.0"),
    ]
    (channel,) = load_export(workspace, read_export(write(tmp_path, {"2026-11-01": messages})))
    assert [message.is_reply for message in channel.log.all()] == [False, False, False]


def test_a_message_that_says_nothing_is_left_out(tmp_path: Path, workspace: Workspace) -> None:
    folder = write(tmp_path, {"2026-11-01": [said("100.0", ""), said("101.0", "reply", thread_ts="100.0")]})
    (channel,) = load_export(workspace, read_export(folder))
    assert [message.text for message in channel.log.all()] == ["reply"]


def test_steps_come_in_the_order_of_their_times(tmp_path: Path, workspace: Workspace, clock) -> None:
    messages = [
        said("100.0", "slow", edited={"user": "U1", "ts": "101.5"}, reactions=[{"name": "eyes", "users": ["U2"]}]),
        said("101.0", "joined", "U2", subtype="channel_join"),
        said("102.0", "pinned", pinned_info={"pinned_by": "U2"}),
    ]
    about = [{"id": "C1", "name": "ops", "members": ["U1", "U2"]}, {"id": "C2", "name": "other", "members": []}]
    other = {"channels.json": about, "other/2026-11-01.json": [alert("100.5")]}
    export = read_export(write(tmp_path, {"2026-11-01": messages}, **other))
    ops, _ = place_export(workspace, export)
    assert list(ops.members) == ["U1"]
    steps = live_steps(workspace, export)
    assert [(step.ts, step.kind, step.channel_id) for step in steps] == [
        ("100.0", "message", "C1"),
        ("100.0", "reaction", "C1"),
        ("100.5", "bot_message", "C2"),
        ("101.0", "channel_join", "C1"),
        ("101.5", "edit", "C1"),
        ("102.0", "message", "C1"),
        ("102.0", "pin", "C1"),
    ]
    seen: list[object] = []
    workspace.bus.watch(lambda change: seen.append(change.event.get("subtype") or change.event["type"]))
    for step in steps:
        clock.now_s = step.at_us / 1_000_000
        step.act()
    assert seen == [
        "message", "reaction_added", "bot_message", "channel_join", "member_joined_channel", "message_changed",
        "message", "pin_added",
    ]  # fmt: skip


def test_nothing_said_in_between_takes_a_message_s_timestamp(tmp_path: Path, workspace: Workspace, clock) -> None:
    export = read_export(write(tmp_path, {"2026-11-01": [said("100.000000"), said("100.000001")]}))
    (channel,) = place_export(workspace, export)
    clock.now_s = 100.0
    first, second = live_steps(workspace, export)
    first.act()
    workspace.posting.note(channel, "U1", "pinned_item", "in between")
    second.act()
    assert [message.ts for message in channel.log.all()] == ["100.000000", "100.000001", "100.000002"]


def test_what_an_app_does_in_between_breaks_no_replay(tmp_path: Path, workspace: Workspace) -> None:
    messages = [
        said(
            "100.0", "a question", reactions=[{"name": "eyes", "users": ["U2"]}], edited={"user": "U1", "ts": "103.0"}
        ),
        said("101.0", "an answer", "U2", thread_ts="100.0"),
        said("102.0", "left", "U2", subtype="channel_leave"),
        said("104.0", "goodbye", pinned_info={"pinned_by": "U1"}),
    ]
    export = read_export(write(tmp_path, {"2026-11-01": messages}))
    (channel,) = place_export(workspace, export)
    first, *others = live_steps(workspace, export)
    first.act()
    workspace.posting.delete(channel, channel.log.known("100.0"), ts="100.5")
    workspace.membership.archive(channel, "U1", ts="100.6")
    for step in others:
        step.act()
    texts = [message.text for message in channel.log.all() if message.body.get("subtype") != "channel_archive"]
    assert texts == ["an answer", "left", "goodbye"]


async def test_a_replay_reaches_an_app_with_the_times_of_back_then(tmp_path, server, place, connect, bolt):
    heard, clock = [], place.workspace.clock

    @bolt.middleware
    async def on_event(body):
        event = body["event"]
        if event["type"] == "message" and event.get("subtype") != "channel_join":
            heard.append((event.get("subtype"), event["ts"], event.get("text") or event["message"]["text"]))
        return BoltResponse(status=200)

    messages = [
        said("100.000100", "It is slow", edited={"user": "U1", "ts": "150.000000"}),
        alert("120.000200", text="Disk is full"),
        said("130.000300", "On it", "U3", thread_ts="120.000200"),
    ]
    export = read_export(write(tmp_path, {"2026-11-01": messages}))
    (channel,) = place_export(place.workspace, export)
    clock.now_s = 90.0
    place.workspace.membership.enter(channel, place.app.bot_user_id)
    async with connect(server, place.app, bolt), asyncio.timeout(10):
        for step in live_steps(place.workspace, export):
            clock.now_s = step.at_us / 1_000_000
            step.act()
        await server.settled()
    assert sorted(heard, key=lambda one: one[1]) == [
        (None, "100.000100", "It is slow"),
        ("bot_message", "120.000200", "Disk is full"),
        (None, "130.000300", "On it"),
        ("message_changed", "150.000000", "It is slow"),
    ]
    assert place.workspace.undelivered == 0
