"""`watchkeeper replay`: what it prints, and what it says where an export cannot be replayed."""

import json
import zipfile

import pytest

from tests.replay.small_export import PEOPLE, small_export


def test_it_prints_the_report_and_writes_the_files(run, tmp_path):
    export = small_export(tmp_path / "export")
    ran = run("replay", str(export), "--out", "out")
    assert (ran.code, ran.err) == (0, "")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [line.split()[0] for line in ran.out.splitlines()] == list(report)


def test_a_zip_is_taken_as_well(run, tmp_path):
    export = small_export(tmp_path / "export")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for path in export.rglob("*.json"):
            archive.write(path, path.relative_to(export))
    assert run("replay", "export.zip", "--channel", "war-room", "--out", "out").code == 0


def broken(folder, name):
    """An export of which one thing is wrong."""
    if name == "nothing there":
        return
    folder.mkdir()
    if name == "empty folder":
        return
    small_export(folder)
    if name == "no channels":
        (folder / "channels.json").write_text("[]")
    if name == "not JSON":
        (folder / "channels.json").write_text("{")
    if name == "a day that is not JSON":
        next((folder / "war-room").glob("*.json")).write_text("[{")
    if name == "a day that is no list":
        next((folder / "war-room").glob("*.json")).write_text('{"a": 1}')


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nothing there", "Give the folder or the .zip of a Slack export."),
        ("empty folder", "has no channels.json, so it is not a Slack export."),
        ("no channels", "has an empty channels.json: there is nothing to load."),
        ("not JSON", "channels.json is not valid JSON: line "),
        ("a day that is not JSON", "is not valid JSON: line "),
        ("a day that is no list", "war-room/"),
    ],
)
def test_a_broken_export_is_one_sentence(run, tmp_path, name, sentence):
    broken(tmp_path / "export", name)
    ran = run("replay", "export", "--out", "out")
    assert ran.code == 1
    assert ran.err.startswith("watchkeeper: ")
    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_zip_that_is_none(run, tmp_path):
    (tmp_path / "export.zip").write_text("not a zip")
    ran = run("replay", "export.zip", "--out", "out")
    assert ran.code == 1
    assert "not a .zip that can be read" in ran.err


def test_an_unknown_channel_is_told_which_there_are(run, tmp_path):
    small_export(tmp_path / "export")
    ran = run("replay", "export", "--channel", "nope", "--out", "out")
    assert ran.code == 1
    assert ran.err == "watchkeeper: There is no channel 'nope' in this export. It has: quiet, war-room.\n"


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_played(run, tmp_path):
    small_export(tmp_path / "export")
    (tmp_path / "file").touch()
    ran = run("replay", "export", "--out", "file/below")
    assert (ran.code, ran.err) == (1, "watchkeeper: Cannot write to file/below: Not a directory.\n")


def test_a_channel_without_a_message_is_replayed(run, tmp_path):
    small_export(tmp_path / "export")
    ran = run("replay", "export", "--channel", "quiet", "--out", "out")
    assert ran.code == 0
    assert json.loads((tmp_path / "out" / "report.json").read_text())["messages_in"] == 0
    for person in PEOPLE.values():
        assert person not in (tmp_path / "out" / "postmortem.md").read_text()
