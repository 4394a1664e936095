"""Brings a database to the newest schema, with Alembic; safe to run at every start and from several replicas."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.store.database import Database

_HERE = Path(__file__).parent / "migrations"
_LOCK = 0x57A7C4  # an arbitrary number that replicas agree on


async def migrate(database: Database) -> str:
    """Apply what is missing and return the revision that the database is at now."""
    async with database.engine.connect() as connection:
        revision = await connection.run_sync(_upgrade)
        await connection.commit()
    return revision


async def revision_of(database: Database) -> str:
    """The revision that the database is at, or the empty string before the first migration."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_current)


def newest_revision() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _upgrade(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return _current(connection)


def _current(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "os")
    return config
