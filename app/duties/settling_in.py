"""Settles into the channel of an incident: says that it records, posts the live card, backfills, tells the others."""

from datetime import datetime

from app.domain.incident import Incident
from app.domain.markup import mention
from app.domain.post import Body, Post
from app.duties.announcing import announcement
from app.duties.card import card_post
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record.backfill import backfill_job
from app.record.consequences import SETTLE_IN, TOPIC, look_around_job
from app.record.declaring import DECLARED


async def settle_in(lease: Lease, tools: Tools) -> None:
    """Also when the bot comes back after it had left: everybody there is told each time that it records."""
    incident = await tools.incident(lease)
    channel = await tools.chat.channel(incident.channel)
    if not channel.is_member:
        await tools.chat.join(incident.channel)
    card = await card_post(incident, await tools.reader.context(incident, lease.now))
    async with lease.finish() as tx:
        await tools.say(tx, lease, _greeting(incident, tools, lease.job.key))
        await tools.say(tx, lease, card)
        if told := announcement(incident, tools.manners.announce_channel):
            await tools.say(tx, lease, told)
        jobs = [backfill_job(incident, incident.channel, lease.now, lease.job.key)]
        if incident.has_own_channel:
            jobs.append(_topic_job(incident, lease))
        if tools.surroundings.connected:
            jobs.append(look_around_job(incident, lease.now, lease.job.key))
        await enqueue(tx, jobs)


def settle_in_job(incident: Incident, now: datetime, after: str = "") -> NewJob:
    """`after` is the key of the job that brings us back; empty for the first time."""
    return NewJob(
        key=f"{_first(incident)}:{after}" if after else _first(incident),
        kind=SETTLE_IN,
        lane=f"incident:{incident.id}",
        run_at=now,
        payload={"incident": incident.id},
    )


def _first(incident: Incident) -> str:
    """The key of the job that settles in for the first time."""
    return f"{SETTLE_IN}:{incident.id}"


def _greeting(incident: Incident, tools: Tools, job: str) -> Post:
    again = job != _first(incident)
    who = f" Declared by {mention(incident.declared_by)}." if incident.declared_by and not again else ""
    text = (
        f":red_circle: *{incident.key}*: I am recording this channel{' again' if again else ''}.{who} "
        f"`{tools.manners.command} help` shows what I can do, :pushpin: puts a message on the timeline."
    )
    return Post(
        key=f"greeting:{job if again else incident.id}",
        incident_id=incident.id,
        channel=incident.channel,
        body=Body(text=text),
        brief="greeting",
        about=DECLARED,
    )


def _topic_job(incident: Incident, lease: Lease) -> NewJob:
    return NewJob(
        key=f"{TOPIC}:{incident.id}:0",
        kind=TOPIC,
        lane=f"topic:{incident.id}",
        run_at=lease.now,
        payload={"incident": incident.id},
    )
