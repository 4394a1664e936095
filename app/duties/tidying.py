"""Forgets what nobody needs any more: work that was done long ago, answers of models that nobody asked for again, and
signals and changes that other systems told of.

What failed stays, for people to look at; so do traces and the ledger.
"""

from datetime import timedelta

from app.context.intake import changes, signals
from app.context.intake.arriving import forget_deliveries
from app.context.intake.turns import turn
from app.duties.tools import Tools
from app.jobs.queue import Queue
from app.jobs.worker import Lease
from app.record import answers

KEPT = timedelta(days=30)  # Slack repeats an event for hours at most, so no key is needed longer
ANSWERS_KEPT = timedelta(days=7)  # by then a record has moved on, or nobody reads about it
TOLD_KEPT = timedelta(days=30)  # what an incident needed of it is in its record
DELIVERIES_KEPT = timedelta(days=4)  # senders try again for three days at most


async def tidy(lease: Lease, tools: Tools) -> None:
    async with tools.database.transaction() as tx:
        await answers.forget_before(tx, lease.now - ANSWERS_KEPT)
    async with tools.database.transaction() as tx:
        await turn(tx)
        await signals.forget_before(tx, lease.now - TOLD_KEPT)
        await changes.forget_before(tx, lease.now - TOLD_KEPT)
        await forget_deliveries(tx, lease.now - DELIVERIES_KEPT)
    await Queue(tools.database, holder="tidy").forget(lease.now - KEPT)
