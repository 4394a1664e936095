"""Forgets what nobody needs any more: work that was done long ago, and answers of models that nobody asked for again.

What failed stays, for people to look at; so do traces and the ledger.
"""

from datetime import timedelta

from app.duties.tools import Tools
from app.jobs.queue import Queue
from app.jobs.worker import Lease
from app.record import answers

KEPT = timedelta(days=30)  # Slack repeats an event for hours at most, so no key is needed longer
ANSWERS_KEPT = timedelta(days=7)  # by then a record has moved on, or nobody reads about it


async def tidy(lease: Lease, tools: Tools) -> None:
    async with tools.database.transaction() as tx:
        await answers.forget_before(tx, lease.now - ANSWERS_KEPT)
    await Queue(tools.database, holder="tidy").forget(lease.now - KEPT)
