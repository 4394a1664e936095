"""Opens a channel of its own for an incident that was declared, and asks in whoever declared it."""

import contextlib

from app.domain.errors import UserError
from app.domain.incident import Audience, Incident
from app.domain.naming import channel_name
from app.duties.settling_in import settle_in_job
from app.duties.tools import Tools
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.ports import Channel, NameTaken
from app.record import incidents

_MOST_TRIES = 20


async def open_channel(lease: Lease, tools: Tools) -> None:
    """Safe to repeat: a channel that an earlier attempt opened is found by its name and its maker."""
    incident = await tools.incident(lease)
    channel = await _channel(incident, tools)
    if incident.declared_by:
        with contextlib.suppress(UserError):  # a guest or somebody who left: the channel is there all the same
            await tools.chat.invite(channel.id, [incident.declared_by])
    async with lease.finish() as tx:
        await incidents.move_to(tx, incident.id, channel.id, channel.name)
        await enqueue(tx, [settle_in_job(incident, lease.now)])


async def _channel(incident: Incident, tools: Tools) -> Channel:
    private = incident.audience is Audience.CHANNEL
    for number in range(1, _MOST_TRIES + 1):
        name = channel_name(incident.declared_at, incident.title, number)
        try:
            return await tools.chat.open_channel(name, private=private)
        except NameTaken:
            ours = await _left_by_earlier_attempt(name, tools)
            if ours:
                return ours
    raise UserError(f"No free channel name for {incident.key}. Open one and type `/inc adopt` there.")


async def _left_by_earlier_attempt(name: str, tools: Tools) -> Channel | None:
    for channel in await tools.chat.channels():
        mine = channel.created_by in {tools.chat.me.user, tools.chat.me.bot}
        if channel.name == name and mine and not channel.is_archived:
            return None if await tools.reader.incident_of(channel.id) else channel
    return None
