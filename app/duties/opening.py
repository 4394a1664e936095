"""Opens a channel of its own for an incident that was declared, and asks in whoever declared it."""

import contextlib
from collections.abc import Iterator, Mapping

from app.domain.errors import UserError
from app.domain.incident import Audience, Incident
from app.domain.markup import escape
from app.domain.naming import channel_name
from app.duties.settling_in import settle_in_job
from app.duties.tools import Tools
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.ports import Channel, NameTaken
from app.record import incidents

_MOST_TRIES = 10


async def open_channel(lease: Lease, tools: Tools) -> None:
    """Safe to repeat: a channel that an earlier attempt opened is found by its name and its maker."""
    incident = await tools.incident(lease)
    try:
        channel = await _channel(incident, tools)
    except UserError as error:
        await _apologise(lease, tools, incident, error)
        return
    if incident.declared_by:
        with contextlib.suppress(UserError):  # a guest or somebody who left: the channel is there all the same
            await tools.chat.invite(channel.id, [incident.declared_by])
    async with lease.finish() as tx:
        await incidents.move_to(tx, incident.id, channel.id, channel.name)
        await enqueue(tx, [settle_in_job(incident, lease.now)])


async def _channel(incident: Incident, tools: Tools) -> Channel:
    there: Mapping[str, Channel] | None = None
    for name in _names(incident):
        try:
            return await tools.chat.open_channel(name, private=incident.audience is Audience.CHANNEL)
        except NameTaken:
            there = there or {channel.name: channel for channel in await tools.chat.channels()}
            if (ours := there.get(name)) and await _is_left_over(ours, tools):
                return ours
    raise UserError("Every name that I tried is taken.")


def _names(incident: Incident) -> Iterator[str]:
    """By its title; where many are called so, with its key, which no other incident has."""
    for title in (incident.title, f"{incident.key} {incident.title}"):
        yield from (channel_name(incident.declared_at, title, number) for number in range(1, _MOST_TRIES + 1))


async def _is_left_over(channel: Channel, tools: Tools) -> bool:
    """Whether an earlier attempt of ours opened it, and then nothing was done with it."""
    mine = channel.created_by in {tools.chat.me.user, tools.chat.me.bot}
    return mine and not channel.is_archived and not await tools.reader.incident_of(channel.id)


async def _apologise(lease: Lease, tools: Tools, incident: Incident, error: UserError) -> None:
    """The incident is declared all the same; whoever declared it hears what is missing, and what to do."""
    text = (
        f"I could not open a channel for *{incident.key} · {escape(incident.title)}*. {escape(str(error))} "
        f"Type `{tools.manners.command} link {incident.key}` in a channel that is there already."
    )
    async with lease.finish() as tx:
        await tools.tell(tx, lease, incident, person=incident.declared_by, key=f"unopened:{incident.id}", text=text)
