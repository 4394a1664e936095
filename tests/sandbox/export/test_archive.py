"""The files of an export: folders and .zip archives, good, broken and hostile."""

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.export import ExportError, Limits, read_export
from tests.sandbox.slack_export import said, write, zipped


def test_a_folder(tmp_path: Path) -> None:
    messages = {"2026-11-02": [said("200.0")], "2026-11-01": [said("101.0"), said("100.5")]}
    export = read_export(write(tmp_path, messages))
    assert [channel.name for channel in export.channels] == ["ops"]
    assert [message["ts"] for message in export.channels[0].messages] == ["100.5", "101.0", "200.0"]
    assert len(export.users) == 2


@pytest.mark.parametrize("prefix", ["", "Acme Slack export/"])
def test_a_zip_also_one_with_a_folder_in_it(tmp_path: Path, prefix: str) -> None:
    folder = write(tmp_path / "unpacked", {"2026-11-01": [said("100.0")]})
    export = read_export(zipped(folder, tmp_path / "export.zip", prefix))
    assert [message["text"] for message in export.channels[0].messages] == ["hello"]


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"There is no .*nowhere\. Give the folder or the \.zip"):
        read_export(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then rubbish", b"[]"])
def test_a_file_that_is_no_zip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "export.zip").write_bytes(content)
    with pytest.raises(ExportError, match=r"export\.zip is not a folder and not a \.zip that can be read"):
        read_export(tmp_path / "export.zip")


@pytest.mark.parametrize(
    "name", ["../outside.json", "ops/../../outside.json", "/etc/outside.json", "C:/outside.json", "ops\\..\\x.json"]
)
def test_a_zip_with_a_path_that_leads_out(tmp_path: Path, name: str) -> None:
    target = zipped(write(tmp_path / "unpacked", {}), tmp_path / "export.zip")
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "[]")
    with pytest.raises(ExportError, match="which could lead out of it"):
        read_export(target)


def test_a_folder_with_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "private.json").write_text("[]")
    folder = write(tmp_path / "export", {})
    (folder / "dms.json").symlink_to(tmp_path / "private.json")
    with pytest.raises(ExportError, match=r"dms\.json is a link that leads out of the export"):
        read_export(folder)


def test_a_damaged_entry(tmp_path: Path) -> None:
    folder = write(tmp_path / "unpacked", {"2026-11-01": [said("100.0", "x" * 5000)]})
    target = zipped(folder, tmp_path / "export.zip")
    raw = bytearray(target.read_bytes())
    place = raw.index(b"ops/2026-11-01.json") + len("ops/2026-11-01.json") + 8
    raw[place : place + 8] = b"\x00" * 8
    target.write_bytes(bytes(raw))
    with pytest.raises(ExportError, match=r"ops/2026-11-01\.json in export\.zip is damaged"):
        read_export(target)


def test_a_zip_that_swells(tmp_path: Path) -> None:
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(place=st.integers(0, 2000), byte=st.integers(0, 255))
def test_whatever_is_wrong_with_a_zip(tmp_path: Path, place: int, byte: int) -> None:
    target = tmp_path / "export.zip"
    if not target.exists():
        zipped(write(tmp_path / "unpacked", {"2026-11-01": [said("100.0")]}), target)
    raw = bytearray(target.read_bytes())
    raw[place % len(raw)] = byte
    (tmp_path / "changed.zip").write_bytes(bytes(raw))
    with suppress(ExportError):
        read_export(tmp_path / "changed.zip")
