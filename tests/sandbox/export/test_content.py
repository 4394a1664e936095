"""What an export holds: read whole, or refused with a sentence that names the place."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.export import ExportError, read_export
from tests.sandbox.slack_export import said, write


def test_private_channels_and_direct_messages(tmp_path: Path) -> None:
    more = {
        "groups.json": [{"id": "G1", "name": "secret", "members": ["U1", "U2"]}],
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        "secret/2026-11-01.json": [said("100.0")],
        "D1/2026-11-01.json": [said("100.0", user="U2")],
    }
    export = read_export(write(tmp_path, {}, **more))
    kinds = {channel.name or channel.id: (channel.kind, len(channel.messages)) for channel in export.channels}
    assert kinds == {"ops": ("channel", 0), "secret": ("group", 1), "D1": ("im", 1)}


def test_a_channel_nobody_wrote_in_has_no_folder(tmp_path: Path) -> None:
    assert read_export(write(tmp_path, {})).channels[0].messages == ()


def test_an_empty_day_and_other_files_are_fine(tmp_path: Path) -> None:
    export = write(tmp_path, {"2026-11-01": []}, **{"ops/canvas.json": "not JSON", "integration_logs.json": "no"})
    assert read_export(export).channels[0].messages == ()


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, {})
    listed = (tmp_path / "users.json").read_bytes()
    (tmp_path / "users.json").write_bytes(b"\xef\xbb\xbf" + listed)
    assert len(read_export(tmp_path).users) == 2


def test_the_same_message_twice_counts_once(tmp_path: Path) -> None:
    export = read_export(write(tmp_path, {"2026-11-01": [said("100.0")], "2026-11-02": [said("100.0")]}))
    assert len(export.channels[0].messages) == 1


def test_channels_are_chosen_by_name_or_id(tmp_path: Path) -> None:
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


@pytest.mark.parametrize(("damage", "sentence"), BROKEN, ids=[sentence[:40] for _, sentence in BROKEN])
def test_a_broken_folder_is_refused_with_a_sentence(
    tmp_path: Path, damage: Callable[[Path], object], sentence: str
) -> None:
    folder = write(tmp_path / "export", {"2026-11-01": [said("100.0")]})
    damage(folder)
    with pytest.raises(ExportError) as refused:
        read_export(folder)
    assert str(refused.value) == sentence


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=60) | st.text(alphabet='[]{}":,1.e-tsfalru ', max_size=60).map(str.encode))
def test_whatever_a_day_file_holds(tmp_path: Path, content: bytes) -> None:
    folder = write(tmp_path, {"2026-11-01": []})
    (folder / "ops" / "2026-11-01.json").write_bytes(content)
    with suppress(ExportError):
        read_export(folder)
