"""Tells an incident's channel of alerts, when it is worth a word: one line in the thread of the context card.

At most one in a minute. Where there is no context card, or the incident is quiet, nothing is said: the live card and the
timeline have it anyhow.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import structlog

from app.context.alerts.news import news, signal_entries
from app.domain.entry import Entry
from app.domain.errors import UserError
from app.domain.json import texts_of
from app.domain.post import Body, Post, PostState
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import posts
from app.record.consequences import NOTICE
from app.record.entries import all_entries

BRIEF = "alerts"
BRIEF_OF_CHANGES = "context news"
NEWS = (BRIEF, BRIEF_OF_CHANGES)
NEWS_EVERY = timedelta(minutes=1)
"""How often the thread of the context card has news, whatever it is of."""

INVITE = "invite"
"""In a job's payload: the user ids of those to ask in."""

log = structlog.get_logger(__name__)


def tell_job(incident_id: int, now: datetime) -> NewJob:
    """At the end of this minute; once, however often it is asked for."""
    stretch = int(now.timestamp() // NEWS_EVERY.total_seconds()) + 1
    return NewJob(
        key=f"{NOTICE}:tell:{incident_id}:{stretch}",
        kind=NOTICE,
        lane=f"{NOTICE}:{incident_id}",
        run_at=datetime.fromtimestamp(stretch * NEWS_EVERY.total_seconds(), UTC),
        payload={"incident": incident_id},
    )


def invite_job(incident_id: int, people: Sequence[str], now: datetime) -> NewJob:
    """After its channel was opened, which is work of the same lane."""
    return NewJob(
        key=f"{NOTICE}:invite:{incident_id}",
        kind=NOTICE,
        lane=f"incident:{incident_id}",
        run_at=now,
        payload={"incident": incident_id, INVITE: list(people)},
    )


async def invite(lease: Lease, tools: Tools) -> None:
    """One by one, for one who cannot be invited must not keep the others away."""
    incident = await tools.incident(lease)
    for person in texts_of(lease.job.payload[INVITE]) if incident.channel else ():
        try:
            await tools.chat.invite(incident.channel, [person])
        except UserError as error:
            log.warning("not_invited", incident=incident.key, reason=str(error))


async def tell(lease: Lease, tools: Tools) -> None:
    incident = await tools.incident(lease)
    async with tools.database.reading() as connection:
        card = await posts.load(connection, f"context:{incident.id}")
        if card is None or card[0].state is not PostState.SENT or incident.quiet or incident.closed_at:
            return
        last = await posts.last_key(connection, incident.id, BRIEF)
        newest = await posts.last_brief_at(connection, incident.id, "", NEWS)
        recorded = signal_entries(await all_entries(connection, incident.id))
    if newest and lease.now - newest < NEWS_EVERY:
        async with lease.finish() as tx:
            await enqueue(tx, [tell_job(incident.id, lease.now)])
        return
    before = [entry for entry in recorded if _was_told(entry, last, card[1])]
    text = news(before, [entry for entry in recorded if not _was_told(entry, last, card[1])])
    if not text:
        return
    post = Post(
        key=f"{BRIEF}:{incident.id}:{recorded[-1].seq}",
        incident_id=incident.id,
        channel=card[0].post.channel,
        thread_ts=card[0].ts,
        body=Body(text=text),
        brief=BRIEF,
        record=False,
    )
    async with lease.finish() as tx:
        await tools.say(tx, lease, post)


def _was_told(entry: Entry, last: str, card_at: datetime) -> bool:
    """Whether people know it. The key of our last post ends with the number of the last entry that it was written from: by
    their times alone, what was being recorded just then would be taken for told.
    """
    return entry.seq <= int(last.rpartition(":")[2]) if last else entry.recorded_at <= card_at
