"""What channel somebody looks at while they talk to us in the assistant pane."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.store.database import Transaction
from app.store.tables import assistant_threads


async def keep(tx: Transaction, channel: str, thread_ts: str, viewing: str) -> None:
    """`viewing` is a channel's id, empty where there is none."""
    insert = tx.insert(assistant_threads).values(channel=channel, thread_ts=thread_ts, viewing=viewing)
    await tx.execute(
        insert.on_conflict_do_update(
            index_elements=["channel", "thread_ts"], set_={"viewing": insert.excluded["viewing"]}
        )
    )


async def of(connection: AsyncConnection, channel: str, thread_ts: str) -> str | None:
    """The channel's id, empty where they look at none; None if this is no talk in the pane."""
    query = select(assistant_threads.c.viewing).where(
        assistant_threads.c.channel == channel, assistant_threads.c.thread_ts == thread_ts
    )
    viewing: str | None = await connection.scalar(query)
    return viewing
