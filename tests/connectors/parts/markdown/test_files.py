"""Reading Markdown below a folder: what counts, what is left out, what it is called."""

import pytest

from app.connectors.parts.markdown import files
from app.connectors.parts.markdown.files import MarkdownFile, read_folder
from app.domain.errors import Unavailable


def test_files_are_read_in_order_and_only_markdown(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.md", "b/a.MD", "b/c.markdown", "b/d.txt", ".git/e.md", ".hidden.md"):
        (tmp_path / name).write_text(f"# {name}")
    read = read_folder("Runbooks", tmp_path)
    assert [file.ref for file in read.files] == ["z.md", "b/a.MD", "b/c.markdown"]
    assert not read.remark


def test_links_are_not_followed(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.md").write_text("no")
    (inside / "link.md").symlink_to(outside / "secret.md")
    (inside / "folder").symlink_to(outside)
    assert read_folder("Runbooks", inside).files == ()


def test_what_is_too_large_or_too_many_is_left_out_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    monkeypatch.setattr(files, "MOST_FILE_BYTES", 10)
    for name, text in (("a.md", "x" * 11), ("b.md", "b"), ("c.md", "c"), ("d.md", "d")):
        (tmp_path / name).write_text(text)
    read = read_folder("Runbooks", tmp_path)
    assert [file.ref for file in read.files] == ["b.md", "c.md"]
    assert read.remark == "2 files are too large or too many and were left out"


def test_no_folder_is_not_an_empty_one(tmp_path):
    with pytest.raises(Unavailable, match="there is no folder"):
        read_folder("Runbooks", tmp_path / "gone")


def test_bytes_that_are_no_text_do_not_stop_it(tmp_path):
    (tmp_path / "a.md").write_bytes(b"# caf\xe9")
    assert read_folder("Runbooks", tmp_path).files[0].title == "caf\N{REPLACEMENT CHARACTER}"


def test_characters_that_nobody_sees_are_left_out(tmp_path):
    (tmp_path / "a.md").write_text("# A\u202egnp.exe\u200b\n\ttwo\0")
    (file,) = read_folder("Runbooks", tmp_path).files
    assert file.text == "# Agnp.exe\n\ttwo"


def test_titles():
    assert MarkdownFile("a/high-error_rate.md", "words").title == "high error rate"
    assert MarkdownFile("a.md", "words\n# Disk is  full\n").title == "Disk is full"
    assert MarkdownFile("a.md", "---\ntitle: Disk\n---\n# Other\n").title == "Disk"
    assert MarkdownFile("a.md", "Disk is full\n====\n\n# Other\n").title == "Disk is full"
    assert MarkdownFile("a.md", "====\n\n# Disk is full ##\n").title == "Disk is full"
    assert MarkdownFile("a.md", "~~~~\n# free space\n~~~\n====\n~~~~\n\n# Disk is full\n").title == "Disk is full"
    assert MarkdownFile("disk.md", "Free space:\n```\n# every host\n====\n```\n").title == "disk"
    assert MarkdownFile("a.md", "---\nservice: a\nservices:\n - b\n - a\n---\n").listed("services", "service") == (
        "b",
        "a",
    )
