"""Records another channel for an incident that is fought in more than one."""

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.markup import escape
from app.domain.post import Body, Post
from app.duties.tools import Tools, text_in
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import incidents
from app.record.backfill import backfill_job


async def link(lease: Lease, tools: Tools) -> None:
    incident = await tools.incident(lease)
    channel = await tools.chat.channel(text_in(lease, "channel"))
    if not channel.is_member:
        await tools.chat.join(channel.id)
    linked = Draft(
        key=f"linked:{channel.id}:{lease.job.id}",
        kind=Kind.SETTING,
        happened_at=lease.now,
        author=Author(Voice.PERSON, text_in(lease, "person")),
        source=Source("slack command", f"{channel.id}/{lease.job.key}"),
        text=f"Records #{channel.name}, too.",
        details={"linked": channel.id},
    )
    said = Post(
        key=f"linked:{incident.id}:{channel.id}",
        incident_id=incident.id,
        channel=channel.id,
        body=Body(text=f":link: I am recording this channel for *{incident.key} · {escape(incident.title)}*."),
        brief="greeting",
    )
    async with lease.finish() as tx:
        await incidents.link(tx, incident.id, channel.id, channel.name)
        await tools.recorder.append(tx, incident.id, [linked])
        await tools.say(tx, lease, said)
        await enqueue(tx, [backfill_job(incident, channel.id, lease.now, "linked")])
