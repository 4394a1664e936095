"""The beginning of every story, each with a database of its own."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import SqliteFiles
from tests.journeys.story import Story, told


@pytest.fixture
async def folder(tmp_path: Path, sqlite: SqliteFiles) -> Path:
    """Holds a database that is migrated already."""
    address = await sqlite.migrated(tmp_path)
    shutil.move(address.removeprefix("sqlite:///"), tmp_path / "watchkeeper.db")
    return tmp_path


@pytest.fixture
async def story(folder: Path) -> AsyncIterator[Story]:
    async with told(folder) as beginning:
        yield beginning
