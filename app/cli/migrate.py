"""`watchkeeper migrate`: brings the database to the newest schema."""

import asyncio

import click

from app.settings import read_settings
from app.store.opening import bring_up_to_date, open_database


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema (`serve` does it by itself)."""
    click.echo(f"The database is at revision {asyncio.run(_migrate())}.")


async def _migrate() -> str:
    database = open_database(read_settings().database_url)
    try:
        return await bring_up_to_date(database)
    finally:
        await database.close()
