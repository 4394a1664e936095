"""Fixtures for everybody: a migrated database (each test runs on SQLite and on PostgreSQL) and a clock to set."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import hypothesis
import pytest
from _pytest.nodeid import NodeId

from app.store.database import Database
from tests.databases import PostgresDatabases, SqliteFiles
from tests.postgres import postgres_server

hypothesis.settings.register_profile("busy machine", deadline=None)
hypothesis.settings.load_profile("busy machine")

# The bot is started as a process some fifty times: it need not be compiled each time, wherever bytecode is turned off.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir()) / f"watchkeeper-bytecode-{os.getuid()}"))

ENGINES = ("sqlite", "postgresql")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests of an `xdist_group` in one process: pytest-xdist 3.8 writes the group where pytest 9.2 does not look."""
    for item in items:
        grouped = getattr(item, "_nodeid", "")
        if grouped.startswith(f"{item.nodeid}@"):
            item._id = NodeId.parse(grouped)


class ManualClock:
    """A clock that stands still until it is moved. Pass it wherever `Callable[[], datetime]` is asked for."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """One server for all tests of this process, started when the first test asks for it."""
    with postgres_server() as socket_folder:
        yield PostgresDatabases(socket_folder)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """`@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)` keeps a test to one of the two."""
    return cast("str", request.param)


@pytest.fixture
async def database_address(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of a migrated database without a row in it."""
    if engine_name == "sqlite":
        yield await request.getfixturevalue("sqlite").migrated(tmp_path)
        return
    databases: PostgresDatabases = request.getfixturevalue("postgres")
    given = await databases.migrated()
    yield given
    await databases.give_back(given)


@pytest.fixture
async def empty_address(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of a database that nobody has migrated yet."""
    if engine_name == "sqlite":
        yield await request.getfixturevalue("sqlite").empty(tmp_path)
        return
    databases: PostgresDatabases = request.getfixturevalue("postgres")
    given = await databases.empty()
    yield given
    await databases.drop(given)


@pytest.fixture
async def database(database_address: str) -> AsyncIterator[Database]:
    opened = Database(database_address)
    yield opened
    await opened.close()


@pytest.fixture
async def replica(database: Database, database_address: str) -> AsyncIterator[Database]:
    """A second way into the same database, as another process would have it."""
    opened = Database(database_address)
    yield opened
    await opened.close()
