"""Opens the database that somebody configured, with a sentence where that cannot be."""

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from app.domain.errors import UserError
from app.store.database import Database, database_url
from app.store.migrate import migrate


def open_database(address: str) -> Database:
    """The database; for SQLite its folder is made if need be. Raises UserError where that cannot be."""
    url = database_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(url, error) from error
    return Database(address)


async def bring_up_to_date(database: Database) -> str:
    """Bring the schema up to date and return its revision. Raises UserError if the database cannot be used."""
    try:
        return await migrate(database)
    except (DBAPIError, OSError) as error:
        raise _unusable(database.url, error) from error


def _unusable(url: URL, error: DBAPIError | OSError) -> UserError:
    reason = str(error.orig if isinstance(error, DBAPIError) else error.strerror or error)
    where = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    return UserError(f"The database {where} cannot be used: {reason}. Check WATCHKEEPER_DATABASE_URL.")
