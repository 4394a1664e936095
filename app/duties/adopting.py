"""Adopts a channel that the bot was invited to, or whose name matches a pattern."""

from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record.declaring import Declaration, declare


async def adopt(lease: Lease, tools: Tools) -> None:
    """Declare the incident of a channel, unless it has an open one."""
    channel = await tools.chat.channel(text_in(lease, "channel"))
    here = await tools.reader.incident_of(channel.id)
    if channel.is_archived or (here and here.recording):
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
