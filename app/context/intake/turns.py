"""Replicas that keep what machines say take turns, so that no count is lost and none waits for another in a circle."""

from sqlalchemy import text

from app.store.database import Transaction

_NUMBER = 0x516A15  # an arbitrary number that replicas agree on
_LOCK = text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_NUMBER)


async def turn(tx: Transaction) -> None:
    """Wait until it is this transaction's turn; it lasts as long as the transaction. Asking again costs nothing much.

    Ask before the transaction locks an incident or anything else that somebody whose turn it is may wait for. SQLite has
    one writer at a time anyway.
    """
    if tx.connection.dialect.name == "postgresql":
        await tx.execute(_LOCK)
