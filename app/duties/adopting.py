"""Adopts a channel that the bot was invited to, or whose name matches a pattern."""

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Incident
from app.duties.settling_in import settle_in_job
from app.duties.tools import Tools, text_in
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record.declaring import Declaration, declare


async def adopt(lease: Lease, tools: Tools) -> None:
    """Declare the incident of a channel, unless it has one. One that is open and that we had left goes on."""
    channel = await tools.chat.channel(text_in(lease, "channel"))
    here = await tools.reader.incident_of(channel.id)
    if channel.is_archived or (here and here.recording):
        return
    if here and here.is_open and here.channel == channel.id:
        await _resume(lease, tools, here)
        return
    declaration = Declaration(
        key=text_in(lease, "key") or lease.job.key,
        title=channel.name.removeprefix("inc-").replace("-", " ").strip().capitalize() or channel.name,
        person=text_in(lease, "person"),
        channel=channel.id,
        channel_name=channel.name,
        private=channel.is_private,
    )
    async with lease.finish() as tx:
        await declare(tx, declaration, lease.now, tools.recorder.card_every_s)


async def _resume(lease: Lease, tools: Tools, incident: Incident) -> None:
    person = text_in(lease, "person")
    draft = Draft(
        key=f"resumed:{lease.job.key}",
        kind=Kind.SETTING,
        happened_at=lease.now,
        author=Author(Voice.PERSON, person) if person else Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", lease.job.key),
        text="Recording again",
        details={"recording": True},
    )
    async with lease.finish() as tx:
        await tools.recorder.append(tx, incident.id, [draft])
        await enqueue(tx, [settle_in_job(incident, lease.now, after=lease.job.key)])
