"""Migrations lead from an empty database to exactly the tables in `app.store.tables`, however often and whoever runs them."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from app.store.database import Database
from app.store.migrate import migrate, newest_revision, revision_of
from app.store.tables import metadata


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


def _is_ours(name, kind, parents) -> bool:
    """The search index is each database's own and no table of ours."""
    return not (kind == "table" and str(name).startswith("entry_words"))


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True, "include_name": _is_ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))
