"""Records another channel for an incident that is fought in more than one, or the first for one that has none."""

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body, Post
from app.duties.settling_in import settle_in_job
from app.duties.tools import Tools, text_in
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.ports import Channel
from app.record import incidents
from app.record.backfill import backfill_job


async def link(lease: Lease, tools: Tools) -> None:
    incident, person = await tools.incident(lease), text_in(lease, "person")
    try:
        channel = await _joined(text_in(lease, "channel"), tools)
    except UserError as error:  # private, or archived
        text = f"I could not record that channel for *{incident.key}*. {escape(str(error))}"
        async with lease.finish() as tx:
            await tools.tell(tx, lease, incident, person=person, key=f"unlinked:{lease.job.key}", text=text)
        return
    if not incident.channel:
        async with lease.finish() as tx:
            await incidents.move_to(tx, incident.id, channel.id, channel.name)
            await enqueue(tx, [settle_in_job(incident, lease.now)])
        return
    linked = Draft(
        key=f"linked:{channel.id}:{lease.job.id}",
        kind=Kind.SETTING,
        happened_at=lease.now,
        author=Author(Voice.PERSON, person),
        source=Source("slack command", f"{channel.id}/{lease.job.key}"),
        text=f"Records #{channel.name}, too.",
        details={"linked": channel.id},
    )
    async with lease.finish() as tx:
        await incidents.link(tx, incident.id, channel.id, channel.name)
        await tools.recorder.append(tx, incident.id, [linked])
        await tools.say(tx, lease, _greeting(incident, channel, lease.job.key))
        await enqueue(tx, [backfill_job(incident, channel.id, lease.now, lease.job.key)])


async def _joined(channel: str, tools: Tools) -> Channel:
    found = await tools.chat.channel(channel)
    if not found.is_member:
        await tools.chat.join(channel)
    return found


def _greeting(incident: Incident, channel: Channel, job: str) -> Post:
    return Post(
        key=f"greeting:{job}",
        incident_id=incident.id,
        channel=channel.id,
        body=Body(text=f":link: I am recording this channel for *{incident.key} · {escape(incident.title)}*."),
        brief="greeting",
    )
