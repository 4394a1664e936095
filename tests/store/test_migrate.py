"""Migrations lead from an empty database to exactly the tables in `app.store.tables`, however often and whoever runs them."""

import asyncio

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, MetaData, inspect, literal_column, select, text

from app.record import incidents
from app.store.database import Database
from app.store.migrate import _config, migrate, newest_revision, revision_of
from app.store.tables import metadata

_TOLD = {
    ("incidents", "status"): "investigating",
    ("incidents", "audience"): "workspace",
    ("incidents", "closed_at"): None,
    ("incidents", "resolved_at"): None,
}
"""What must be one of a few words."""


@pytest.fixture
async def fresh(empty_address):
    database = Database(empty_address)
    yield database
    await database.close()


@pytest.fixture
async def other(empty_address):
    database = Database(empty_address)
    yield database
    await database.close()


async def test_an_empty_database_has_no_revision(fresh):
    assert await revision_of(fresh) == ""


async def test_migrating_leads_to_the_newest_revision(fresh):
    assert await migrate(fresh) == newest_revision() != ""
    assert await revision_of(fresh) == newest_revision()


async def test_migrating_again_changes_nothing(fresh):
    assert await migrate(fresh) == await migrate(fresh)


async def test_the_result_is_what_the_tables_say(fresh):
    await migrate(fresh)
    async with fresh.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_partial_indexes_keep_their_condition(fresh):
    await migrate(fresh)
    async with fresh.engine.connect() as connection:
        indexes = await connection.run_sync(lambda one: inspect(one).get_indexes("jobs"))
    conditions = {
        index["name"]: str(value)
        for index in indexes
        for option, value in index["dialect_options"].items()
        if option.endswith("_where")
    }
    assert {name for name, condition in conditions.items() if "leased" in condition} == {"uq_jobs_lane_leased"}
    assert {name for name, condition in conditions.items() if "ready" in condition} == {"ix_jobs_lane_ready"}


async def test_replicas_may_migrate_at_once(fresh, other):
    revisions = await asyncio.gather(*(migrate(database) for database in (fresh, other, fresh, other)))
    assert set(revisions) == {newest_revision()}


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
async def test_what_an_older_version_had_kept_is_still_there(fresh, revision):
    async with fresh.engine.connect() as connection:
        await connection.run_sync(bring_to, revision)
        before = await connection.run_sync(fill)
        await connection.commit()
    await migrate(fresh)
    async with fresh.engine.connect() as connection:
        assert await connection.run_sync(lambda one: [held(one, table, columns) for table, columns, _ in before]) == [
            row for _, _, row in before
        ]
        assert await connection.run_sync(differences) == []
    async with fresh.reading() as connection:
        assert [one.services for one in await incidents.active(connection)] == [()]


def bring_to(connection: Connection, revision: str) -> None:
    settings = _config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


def fill(connection: Connection) -> list[tuple[str, list[str], tuple[object, ...]]]:
    """One row in each table that there is: the table, its columns, the row."""
    there = MetaData()
    there.reflect(
        connection, only=[name for name in inspect(connection).get_table_names() if _is_ours(name, "table", {})]
    )
    filled = []
    for table in there.sorted_tables:
        if table.name == "alembic_version":
            continue
        row = {column.name: _value(table.name, column) for column in table.columns}
        connection.execute(table.insert(), [row])
        columns = sorted(row)
        filled.append((table.name, columns, held(connection, table.name, columns)))
    return filled


def _value(table: str, column: Column[object]) -> object:
    if (table, column.name) in _TOLD:
        return _TOLD[table, column.name]
    if column.type.python_type is int:
        return 1_773_480_413_000_000 if column.name.endswith("at") else 1
    return {bool: False, float: 0.5, bytes: b"x"}.get(column.type.python_type, "{}")


def held(connection: Connection, table: str, columns: list[str]) -> tuple[object, ...]:
    [row] = connection.execute(select(*map(literal_column, columns)).select_from(text(table)))
    return tuple(row)


def _is_ours(name, kind, parents) -> bool:
    """The search index is each database's own and no table of ours."""
    return not (kind == "table" and str(name).startswith("entry_words"))


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True, "include_name": _is_ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))
