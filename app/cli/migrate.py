"""`watchkeeper migrate`: brings the database to the newest schema."""

import asyncio

import click

from app.bootstrap import open_database
from app.settings import read_settings
from app.store.migrate import migrate as upgrade


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema (`serve` does it by itself)."""
    click.echo(f"The database is at revision {asyncio.run(_migrate())}.")


async def _migrate() -> str:
    database = open_database(read_settings().database_url)
    try:
        return await upgrade(database)
    finally:
        await database.close()
