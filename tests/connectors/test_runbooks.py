"""Runbooks from a folder and from a repository."""

import pytest

from app.connectors.runbooks import KIND
from app.domain.errors import Unavailable
from tests.connectors.parts.markdown.test_git import commit, git
from tests.connectors.standin import connected

DISK = "---\nservices: [db, queue]\n---\n# Disk is full\n\n## What to do\n\n1. Delete old files.\n"


async def test_each_file_is_a_guide(tmp_path):
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "disk.md").write_text(DISK)
    async with connected(KIND, path=str(tmp_path), link="https://wiki.example.com") as one:
        (guide,) = (await one.connector.guides()).items
    assert (guide.connector, guide.ref, guide.title) == ("runbooks", "ops/disk.md", "Disk is full")
    assert (guide.services, guide.markdown) == (("db", "queue"), DISK)
    assert guide.url == "https://wiki.example.com/ops/disk.md"


async def test_an_empty_folder_has_none_and_a_missing_one_cannot_be_looked_at(tmp_path):
    async with connected(KIND, path=str(tmp_path)) as one:
        assert (await one.connector.guides()).items == ()
    async with connected(KIND, path=str(tmp_path / "gone")) as one:
        with pytest.raises(Unavailable):
            await one.connector.guides()


async def test_from_a_part_of_a_repository(tmp_path):
    there = tmp_path / "there"
    (there / "docs").mkdir(parents=True)
    (there / "docs" / "disk.md").write_text(DISK)
    (there / "README.md").write_text("# Not a runbook")
    git(there, "init", "--quiet", "--initial-branch=main")
    commit(there, "first")
    given = {"repository": f"file://{there}", "cache": str(tmp_path / "cache")}
    async with connected(KIND, **given, folder="docs") as one:
        assert [guide.ref for guide in (await one.connector.guides()).items] == ["disk.md"]
    async with connected(KIND, **given, folder="gone") as one:
        with pytest.raises(Unavailable, match="no Markdown in gone"):
            await one.connector.guides()
