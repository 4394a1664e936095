"""`watchkeeper verify`: checks the hash chain of an incident's record."""

import asyncio

import click

from app.domain.errors import UserError
from app.record.chain import faults
from app.record.reading import Reader
from app.settings import read_settings
from app.store.opening import bring_up_to_date, open_database


@click.command()
@click.argument("key")
def verify(key: str) -> None:
    """Check that nothing in the record of incident KEY (such as INC-1) was changed, added or taken out."""
    count, erased, found = asyncio.run(_verify(key))
    if found:
        raise UserError("\n  ".join([f"The record of {key} does not verify:", *found]))
    note = f", the content of {erased} erased on request" if erased else ""
    click.echo(f"{key.upper()}: {count} entries{note}; the chain verifies.")


async def _verify(key: str) -> tuple[int, int, list[str]]:
    database = open_database(read_settings().database_url)
    try:
        await bring_up_to_date(database)
        reader = Reader(database)
        incident = await reader.incident(key)
        entries = await reader.entries(incident)
        head = await reader.head(incident)
    finally:
        await database.close()
    return len(entries), sum(entry.erased for entry in entries), faults(entries, head)
