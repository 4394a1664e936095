"""Forgets work that was done long ago, so that the table of jobs stays small. What failed stays, for people to look at."""

from datetime import timedelta

from app.duties.tools import Tools
from app.jobs.queue import Queue
from app.jobs.worker import Lease

KEPT = timedelta(days=30)  # Slack repeats an event for hours at most, so no key is needed longer


async def tidy(lease: Lease, tools: Tools) -> None:
    await Queue(tools.database, holder="tidy").forget(lease.now - KEPT)
