"""Fresh databases for tests: a migrated SQLite file is copied, a migrated PostgreSQL database is emptied and used again."""

import shutil
from pathlib import Path

import asyncpg

from app.store.database import Database
from app.store.migrate import migrate
from app.store.tables import metadata
from tests.postgres import address

_OTHERS_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_COUNT_FROM_ONE = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
"""


class SqliteFiles:
    """Databases in files, each in the folder of the test that asks."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"

    async def migrated(self, folder: Path) -> str:
        if not self._template.exists():
            await _migrate(f"sqlite:///{self._template}")
        shutil.copy(self._template, folder / "test.db")
        return f"sqlite:///{folder / 'test.db'}"

    async def empty(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'empty.db'}"


class PostgresDatabases:
    """Databases of one server. `give_back` what `migrated` and `empty` gave."""

    def __init__(self, socket_folder: Path) -> None:
        self._socket_folder = socket_folder
        self._free: list[str] = []
        self._made = 0

    async def migrated(self) -> str:
        if self._free:
            return self._free.pop()
        made = await self.empty()
        await _migrate(made)
        return made

    async def empty(self) -> str:
        self._made += 1
        name = f"test_{self._made}"
        await self._run("postgres", f"CREATE DATABASE {name}")
        return address(self._socket_folder, name)

    async def give_back(self, used: str) -> None:
        emptying = [
            f"DELETE FROM {name};" for name in (*(table.name for table in metadata.sorted_tables), "entry_words")
        ]
        await self._run(_name(used), _OTHERS_OUT, "".join(emptying), _COUNT_FROM_ONE)
        self._free.append(used)

    async def drop(self, used: str) -> None:
        await self._run("postgres", f"DROP DATABASE {_name(used)} WITH (FORCE)")

    async def _run(self, name: str, *commands: str) -> None:
        connection = await asyncpg.connect(user="postgres", host=str(self._socket_folder), database=name)
        try:
            for command in commands:
                await connection.execute(command)
        finally:
            await connection.close()


def _name(used: str) -> str:
    return used.partition("@/")[2].partition("?")[0]


async def _migrate(where: str) -> None:
    database = Database(where)
    await migrate(database)
    await database.close()
