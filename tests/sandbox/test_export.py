"""Slack exports: good ones are loaded and replayed whole, bad ones refused with a sentence."""

import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.export import ExportError, Limits, live_steps, load_export, place_export, read_export
from app.sandbox.jsonvalue import Json
from app.sandbox.workspace import Workspace

INCIDENTS = Path(__file__).parents[3] / "shared" / "data" / "incidents"
REAL = sorted(found.parent for found in INCIDENTS.rglob("channels.json"))


class SetClock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def workspace(clock: SetClock) -> Workspace:
    return Workspace(clock)


def said(ts: str, text: str = "hello", user: str = "U1", **more: object) -> Json:
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


def alert(ts: str, **more: object) -> Json:
    return {
        "type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "Pager", "text": "", "ts": ts,
        "attachments": [{"title": "Disk is full", "fallback": "Disk is full"}], **more,
    }  # fmt: skip


def write(folder: Path, messages: dict[str, list[Json]], **files: object) -> Path:
    """An export in `folder`: people U1 and U2, one channel `ops`, and the messages by day."""
    users = [{"id": "U1", "name": "ann", "real_name": "Ann Lee"}, {"id": "U2", "name": "bo", "deleted": True}]
    channels = [{"id": "C1", "name": "ops", "created": 5, "creator": "U1", "members": ["U1"], "topic": {"value": "Up"}}]
    content: dict[str, object] = {"users.json": users, "channels.json": channels}
    content |= {f"ops/{day}.json": listed for day, listed in messages.items()} | files
    for name, value in content.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return folder


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for found in sorted(folder.rglob("*.json")):
            archive.write(found, prefix + found.relative_to(folder).as_posix())
    return target


class TestReading:
    def test_a_folder(self, tmp_path: Path) -> None:
        messages = {"2026-11-02": [said("200.0")], "2026-11-01": [said("101.0"), said("100.5")]}
        export = read_export(write(tmp_path, messages))
        assert [channel.name for channel in export.channels] == ["ops"]
        assert [message["ts"] for message in export.channels[0].messages] == ["100.5", "101.0", "200.0"]
        assert len(export.users) == 2

    @pytest.mark.parametrize("prefix", ["", "Acme Slack export/"])
    def test_a_zip_also_one_with_a_folder_in_it(self, tmp_path: Path, prefix: str) -> None:
        folder = write(tmp_path / "unpacked", {"2026-11-01": [said("100.0")]})
        export = read_export(zipped(folder, tmp_path / "export.zip", prefix))
        assert [message["text"] for message in export.channels[0].messages] == ["hello"]

    def test_private_channels_and_direct_messages(self, tmp_path: Path) -> None:
        more = {
            "groups.json": [{"id": "G1", "name": "secret", "members": ["U1", "U2"]}],
            "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
            "secret/2026-11-01.json": [said("100.0")],
            "D1/2026-11-01.json": [said("100.0", user="U2")],
        }
        export = read_export(write(tmp_path, {}, **more))
        kinds = {channel.name or channel.id: (channel.kind, len(channel.messages)) for channel in export.channels}
        assert kinds == {"ops": ("channel", 0), "secret": ("group", 1), "D1": ("im", 1)}

    def test_a_channel_nobody_wrote_in_has_no_folder(self, tmp_path: Path) -> None:
        assert read_export(write(tmp_path, {})).channels[0].messages == ()

    def test_an_empty_day_and_other_files_are_fine(self, tmp_path: Path) -> None:
        export = write(tmp_path, {"2026-11-01": []}, **{"ops/canvas.json": "not JSON", "integration_logs.json": "no"})
        assert read_export(export).channels[0].messages == ()

    def test_a_byte_order_mark_is_no_trouble(self, tmp_path: Path) -> None:
        write(tmp_path, {})
        listed = (tmp_path / "users.json").read_bytes()
        (tmp_path / "users.json").write_bytes(b"\xef\xbb\xbf" + listed)
        assert len(read_export(tmp_path).users) == 2

    def test_the_same_message_twice_counts_once(self, tmp_path: Path) -> None:
        export = read_export(write(tmp_path, {"2026-11-01": [said("100.0")], "2026-11-02": [said("100.0")]}))
        assert len(export.channels[0].messages) == 1

    def test_channels_are_chosen_by_name_or_id(self, tmp_path: Path) -> None:
        export = read_export(write(tmp_path, {}))
        assert export.selected(["#ops"]) == export.selected(["C1"]) == export.selected(None)
        with pytest.raises(ExportError, match=r"There is no channel 'cats' in this export\. It has: ops\."):
            export.selected(["cats"])


def without(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def holding(name: str, content: object) -> Callable[[Path], object]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda folder: (folder / name).write_bytes(raw)


NESTED = "channels.json is not JSON that can be read: it is nested too deeply or has too long a number."
NUMBER = (
    "ops/2026-11-01.json, message 1: the ts 100.25 is a number. It has to be text, as a number loses its last digits."
)
BROKEN = [
    (without("channels.json"), "export has no channels.json, so it is not a Slack export."),
    (without("users.json"), "export has no users.json, so nobody in it has a name."),
    (holding("channels.json", []), "export has an empty channels.json: there is nothing to load."),
    (holding("channels.json", {}), "channels.json has to be a list."),
    (holding("channels.json", b""), "channels.json is not valid JSON: line 1, column 1."),
    (holding("channels.json", b"[\n{]"), "channels.json is not valid JSON: line 2, column 2."),
    (holding("channels.json", b"[" * 100_000), NESTED),
    (holding("channels.json", b"[\xff]"), "channels.json is not UTF-8 text (byte 1)."),
    (holding("channels.json", ["C1"]), "channels.json, entry 1: it has to be an object."),
    (holding("channels.json", [{"name": "ops"}]), "channels.json, entry 1: the id None is not one of Slack's."),
    (holding("channels.json", [{"id": "../x", "name": "ops"}]),
     "channels.json, entry 1: the id '../x' is not one of Slack's."),
    (holding("channels.json", [{"id": "C1"}]), "The channel C1 has no name."),
    (holding("channels.json", [{"id": "C1", "name": "ops"}, {"id": "C2", "name": "ops"}]),
     "Two channels of this export are called ops."),
    (holding("users.json", [{"id": 7}]), "users.json, entry 1: the id 7 is not one of Slack's."),
    (holding("ops/2026-11-01.json", "text"), "ops/2026-11-01.json has to be a list."),
    (holding("ops/2026-11-01.json", [{"text": "no time"}]),
     "ops/2026-11-01.json, message 1: the ts None is not a Slack timestamp."),
    (holding("ops/2026-11-01.json", [said("today")]),
     "ops/2026-11-01.json, message 1: the ts 'today' is not a Slack timestamp."),
    (holding("ops/2026-11-01.json", [{"ts": 100.25}]), NUMBER),
    (holding("ops/2026-11-01.json", [said("101.0", thread_ts=100)]),
     "ops/2026-11-01.json, message 1: the thread_ts 100 is not a Slack timestamp."),
    (holding("ops/2026-11-01.json", [said("100.0", "one"), said("100.000000", "two")]),
     "ops/2026-11-01.json, message 2: another message of this channel has the same ts 100.000000."),
]  # fmt: skip


class TestBrokenExports:
    @pytest.mark.parametrize(("damage", "sentence"), BROKEN, ids=[sentence[:40] for _, sentence in BROKEN])
    def test_a_broken_folder_is_refused_with_a_sentence(
        self, tmp_path: Path, damage: Callable[[Path], object], sentence: str
    ) -> None:
        folder = write(tmp_path / "export", {"2026-11-01": [said("100.0")]})
        damage(folder)
        with pytest.raises(ExportError) as refused:
            read_export(folder)
        assert str(refused.value) == sentence

    def test_nothing_there(self, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match=r"There is no .*nowhere\. Give the folder or the \.zip"):
            read_export(tmp_path / "nowhere")

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then rubbish", b"[]"])
    def test_a_file_that_is_no_zip(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "export.zip").write_bytes(content)
        with pytest.raises(ExportError, match=r"export\.zip is not a folder and not a \.zip that can be read"):
            read_export(tmp_path / "export.zip")

    @pytest.mark.parametrize(
        "name", ["../outside.json", "ops/../../outside.json", "/etc/outside.json", "C:/outside.json", "ops\\..\\x.json"]
    )
    def test_a_zip_with_a_path_that_leads_out(self, tmp_path: Path, name: str) -> None:
        target = zipped(write(tmp_path / "unpacked", {}), tmp_path / "export.zip")
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(name, "[]")
        with pytest.raises(ExportError, match="which could lead out of it"):
            read_export(target)

    def test_a_folder_with_a_link_that_leads_out(self, tmp_path: Path) -> None:
        (tmp_path / "private.json").write_text("[]")
        folder = write(tmp_path / "export", {})
        (folder / "dms.json").symlink_to(tmp_path / "private.json")
        with pytest.raises(ExportError, match=r"dms\.json is a link that leads out of the export"):
            read_export(folder)

    def test_a_damaged_entry(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "unpacked", {"2026-11-01": [said("100.0", "x" * 5000)]})
        target = zipped(folder, tmp_path / "export.zip")
        raw = bytearray(target.read_bytes())
        place = raw.index(b"ops/2026-11-01.json") + len("ops/2026-11-01.json") + 8
        raw[place : place + 8] = b"\x00" * 8
        target.write_bytes(bytes(raw))
        with pytest.raises(ExportError, match=r"ops/2026-11-01\.json in export\.zip is damaged"):
            read_export(target)

    def test_a_zip_that_swells(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "unpacked", {"2026-11-01": [said("100.0", "x" * 200_000)]})
        target = zipped(folder, tmp_path / "export.zip")
        assert target.stat().st_size < 5000
        for source in (target, folder):
            with pytest.raises(ExportError, match=r"ops/2026-11-01\.json is larger than the 0\.1\d* MB"):
                read_export(source, Limits(file_bytes=150_000))
            with pytest.raises(ExportError, match="The export is larger than the"):
                read_export(source, Limits(total_bytes=150_000))
            with pytest.raises(ExportError, match="The export has 3 files; at most 2 are read"):
                read_export(source, Limits(files=2))

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(content=st.binary(max_size=60) | st.text(alphabet='[]{}":,1.e-tsfalru ', max_size=60).map(str.encode))
    def test_whatever_a_day_file_holds(self, tmp_path: Path, content: bytes) -> None:
        folder = write(tmp_path, {"2026-11-01": []})
        (folder / "ops" / "2026-11-01.json").write_bytes(content)
        with suppress(ExportError):
            read_export(folder)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
    @given(place=st.integers(0, 2000), byte=st.integers(0, 255))
    def test_whatever_is_wrong_with_a_zip(self, tmp_path: Path, place: int, byte: int) -> None:
        target = tmp_path / "export.zip"
        if not target.exists():
            zipped(write(tmp_path / "unpacked", {"2026-11-01": [said("100.0")]}), target)
        raw = bytearray(target.read_bytes())
        raw[place % len(raw)] = byte
        (tmp_path / "changed.zip").write_bytes(bytes(raw))
        with suppress(ExportError):
            read_export(tmp_path / "changed.zip")


class TestHistory:
    def test_people_become_the_workspace_s(self, tmp_path: Path, workspace: Workspace) -> None:
        load_export(workspace, read_export(write(tmp_path, {"2026-11-01": [said("100.0", user="U7")]})))
        assert workspace.users["U1"].real_name == "Ann Lee"
        assert workspace.users["U2"].deleted
        assert workspace.users["U7"].name == "u7"

    def test_an_unknown_speaker_keeps_the_name_beside_the_message(self, tmp_path: Path, workspace: Workspace) -> None:
        message = said("100.0", user="U7", user_profile={"real_name": "Cy Ray"})
        load_export(workspace, read_export(write(tmp_path, {"2026-11-01": [message]})))
        assert workspace.users["U7"].real_name == "Cy Ray"

    def test_a_channel_is_as_it_was(self, tmp_path: Path, workspace: Workspace) -> None:
        about = [{"id": "C1", "name": "ops", "created": 5, "creator": "U1", "members": ["U1", "U2"],
                  "is_archived": True, "purpose": {"value": "Fires", "creator": "U2", "last_set": 6}}]  # fmt: skip
        folder = write(tmp_path, {"2026-11-01": [said("100.0")]}, **{"channels.json": about})
        (channel,) = load_export(workspace, read_export(folder))
        assert channel.archived
        assert (channel.id, channel.name, channel.created_s, channel.creator) == ("C1", "ops", 5, "U1")
        assert list(channel.members) == ["U1", "U2"]
        assert channel.purpose.as_json() == {"value": "Fires", "creator": "U2", "last_set": 6}

    def test_messages_are_as_they_were(self, tmp_path: Path, workspace: Workspace) -> None:
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

    def test_joins_leaves_and_topics_change_the_channel(self, tmp_path: Path, workspace: Workspace) -> None:
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

    def test_an_archived_channel_was_archived_when_it_was(self, tmp_path: Path, workspace: Workspace) -> None:
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

    def test_odd_threads_are_not_lost(self, tmp_path: Path, workspace: Workspace) -> None:
        messages = [
            said("100.0", "reply to what is not here", thread_ts="50.0"),
            said("101.0", "reply before its parent", thread_ts="102.0"),
            said("102.0", "parent", thread_ts="102.0"),
        ]
        (channel,) = load_export(workspace, read_export(write(tmp_path, {"2026-11-01": messages})))
        assert [message.is_reply for message in channel.log.all()] == [False, False, False]

    def test_a_message_that_says_nothing_is_left_out(self, tmp_path: Path, workspace: Workspace) -> None:
        folder = write(tmp_path, {"2026-11-01": [said("100.0", ""), said("101.0", "reply", thread_ts="100.0")]})
        (channel,) = load_export(workspace, read_export(folder))
        assert [message.text for message in channel.log.all()] == ["reply"]

    def test_a_speaker_without_any_name_is_unknown(self, tmp_path: Path, workspace: Workspace) -> None:
        folder = write(tmp_path, {"2026-11-01": [{"type": "message", "text": "who said this?", "ts": "100.0"}]})
        (channel,) = load_export(workspace, read_export(folder))
        assert channel.log.known("100.0").body["username"] == "unknown"

    def test_an_app_s_own_bot(self, tmp_path: Path, workspace: Workspace) -> None:
        users = [{"id": "U5", "name": "helper", "is_bot": True, "profile": {"real_name": "Helper", "api_app_id": "A5"}}]
        message = said("100.0", "Here you are", "U5", bot_id="B5", app_id="A5", bot_profile={"name": "Helper"})
        folder = write(tmp_path, {"2026-11-01": [message]}, **{"users.json": users})
        (channel,) = load_export(workspace, read_export(folder))
        body = channel.log.known("100.0").body
        assert (body["user"], body["bot_id"], body["app_id"]) == ("U5", "B5", "A5")
        assert workspace.users["U5"].is_bot

    def test_a_taken_name_is_refused(self, tmp_path: Path, workspace: Workspace) -> None:
        export = read_export(write(tmp_path, {}))
        load_export(workspace, export)
        with pytest.raises(ExportError, match="The workspace has a channel ops already"):
            load_export(workspace, export)


class TestLiveSteps:
    def test_steps_come_in_the_order_of_their_times(
        self, tmp_path: Path, workspace: Workspace, clock: SetClock
    ) -> None:
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
            clock.now = step.at_us / 1_000_000
            step.act()
        assert seen == [
            "message", "reaction_added", "bot_message", "channel_join", "member_joined_channel", "message_changed",
            "message", "pin_added",
        ]  # fmt: skip

    def test_nothing_said_in_between_takes_a_message_s_timestamp(
        self, tmp_path: Path, workspace: Workspace, clock: SetClock
    ) -> None:
        export = read_export(write(tmp_path, {"2026-11-01": [said("100.000000"), said("100.000001")]}))
        (channel,) = place_export(workspace, export)
        clock.now = 100.0
        first, second = live_steps(workspace, export)
        first.act()
        workspace.posting.note(channel, "U1", "pinned_item", "in between")
        second.act()
        assert [message.ts for message in channel.log.all()] == ["100.000000", "100.000001", "100.000002"]

    def test_placing_tells_nobody(self, tmp_path: Path, workspace: Workspace) -> None:
        seen: list[object] = []
        workspace.bus.watch(seen.append)
        load_export(workspace, read_export(write(tmp_path, {"2026-11-01": [said("100.0"), alert("101.0")]})))
        assert seen == []


@pytest.mark.skipif(not REAL, reason="the exports to test with are not beside this checkout")
@pytest.mark.parametrize("folder", REAL, ids=[folder.name for folder in REAL])
class TestRealExports:
    def test_every_message_arrives_with_its_text_author_thread_and_reactions(
        self, folder: Path, workspace: Workspace
    ) -> None:
        export = read_export(folder)
        channels = load_export(workspace, export)
        for exported, channel in zip(export.channels, channels, strict=True):
            for message in exported.messages:
                kept = channel.log.known(str(message["ts"])).as_json()
                for key in ("text", "user", "username", "bot_id", "subtype", "thread_ts", "edited", "reactions"):
                    assert kept.get(key) == message.get(key), (message, key)
                assert len(kept.get("attachments", [])) == len(message.get("attachments", []))
                assert kept.get("reply_count") == message.get("reply_count")
                assert "blocks" in kept or message.get("subtype") or "blocks" not in message
            assert len(channel.log) == len(exported.messages)

    def test_live_and_history_end_alike(self, folder: Path, workspace: Workspace, clock: SetClock) -> None:
        export = read_export(folder)
        live = Workspace(clock)
        place_export(live, export)
        for step in live_steps(live, export):
            clock.now = step.at_us / 1_000_000
            step.act()
        for channel in load_export(workspace, export):
            replayed = live.channels[channel.id]
            assert [_comparable(one.as_json()) for one in replayed.log.all()] == [
                _comparable(one.as_json()) for one in channel.log.all()
            ]
            assert replayed.members == channel.members


def _comparable(message: Json) -> Json:
    """Without what is made up anew each time a message is said."""
    return {key: value for key, value in message.items() if key not in {"client_msg_id", "blocks", "team", "root"}}
