"""Tells the rest: the channel's topic, and the announcement in the incidents channel, both kept up to date."""

from dataclasses import replace

from app.domain.incident import Audience, Incident
from app.domain.markup import escape
from app.domain.naming import severity_name
from app.domain.post import Body, Post, PostState
from app.duties.tools import Tools
from app.jobs.worker import Lease
from app.record import posts

_LONGEST_TOPIC = 250  # Slack refuses more


def _key(incident: Incident) -> str:
    return f"announcement:{incident.id}"


def announcement(incident: Incident, channel: str) -> Post | None:
    """The post for the incidents channel, or None for a private incident or where no channel is set."""
    if not channel or incident.audience is not Audience.WORKSPACE:
        return None
    text = (
        f"*{incident.key} · {escape(incident.title)}*\n"
        f"{incident.status.value.capitalize()} · {severity_name(incident.severity)} · <#{incident.channel}>"
    )
    return Post(
        key=_key(incident),
        incident_id=incident.id,
        channel=channel,
        body=Body(text=text),
        brief="announcement",
        record=False,
    )


async def announce(lease: Lease, tools: Tools) -> None:
    """Bring the announcement up to date; of an incident that became private nothing is left."""
    incident = await tools.incident(lease)
    current = announcement(incident, tools.manners.announce_channel)
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, _key(incident))
    if loaded is None:
        await _for_the_first_time(lease, tools, incident, current)
        return
    told = loaded[0]
    body = current.body if current else Body(text="This announcement was withdrawn.")
    if told.state is PostState.SENT:
        await tools.revise(replace(told.post, body=body), told.ts)
    async with lease.finish() as tx:
        await posts.rewrite(tx, told.post.key, body)


async def _for_the_first_time(lease: Lease, tools: Tools, incident: Incident, current: Post | None) -> None:
    """An incident that was private is announced once it is not any more; before it has a channel, settling in does it."""
    if current is None or not incident.channel:
        return
    async with lease.finish() as tx:
        await tools.say(tx, lease, current)


async def set_topic(lease: Lease, tools: Tools) -> None:
    """Status · severity · lead, in the incident's own channel."""
    incident = await tools.incident(lease)
    if not incident.has_own_channel:
        return
    names = await tools.reader.names()
    lead = incident.roles.get("lead", "")
    parts = [
        incident.status.value.capitalize(),
        severity_name(incident.severity),
        f"lead: {names.get(lead, 'unknown')}" if lead else "no lead yet",
        incident.title,
    ]
    await tools.chat.set_topic(incident.channel, " · ".join(parts)[:_LONGEST_TOPIC])
