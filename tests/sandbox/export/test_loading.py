"""Exports in a workspace: as history, and the real ones to the last message."""

from pathlib import Path

import pytest

from app.sandbox.export import ExportError, live_steps, load_export, place_export, read_export
from app.sandbox.jsonvalue import Json
from app.sandbox.workspace import Workspace
from tests.sandbox.slack_export import alert, said, write

INCIDENTS = Path(__file__).parents[4] / "shared" / "data" / "incidents"
REAL = sorted(found.parent for found in INCIDENTS.rglob("channels.json"))


@pytest.fixture
def workspace(clock) -> Workspace:
    return Workspace(clock)


def test_a_channel_is_as_it_was(tmp_path: Path, workspace: Workspace) -> None:
    about = [{"id": "C1", "name": "ops", "created": 5, "creator": "U1", "members": ["U1", "U2"],
              "is_archived": True, "purpose": {"value": "Fires", "creator": "U2", "last_set": 6}}]  # fmt: skip
    folder = write(tmp_path, {"2026-11-01": [said("100.0")]}, **{"channels.json": about})
    (channel,) = load_export(workspace, read_export(folder))
    assert channel.archived
    assert (channel.id, channel.name, channel.created_s, channel.creator) == ("C1", "ops", 5, "U1")
    assert list(channel.members) == ["U1", "U2"]
    assert channel.purpose.as_json() == {"value": "Fires", "creator": "U2", "last_set": 6}


def test_a_taken_name_is_refused(tmp_path: Path, workspace: Workspace) -> None:
    export = read_export(write(tmp_path, {}))
    load_export(workspace, export)
    with pytest.raises(ExportError, match="The workspace has a channel ops already"):
        load_export(workspace, export)


def test_placing_tells_nobody(tmp_path: Path, workspace: Workspace) -> None:
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

    def test_live_and_history_end_alike(self, folder: Path, workspace: Workspace, clock) -> None:
        export = read_export(folder)
        live = Workspace(clock)
        place_export(live, export)
        for step in live_steps(live, export):
            clock.now_s = step.at_us / 1_000_000
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
