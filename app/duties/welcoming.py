"""Catches up whoever joins an incident late, privately, once there is something to catch up on; by rules, at no cost."""

from dataclasses import replace
from datetime import datetime

from app.briefs import written
from app.domain.brief import BriefKind, Context
from app.domain.entry import Kind, Voice
from app.domain.lines import Line
from app.domain.post import Body, Button, Post
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease


async def welcome(lease: Lease, tools: Tools) -> None:
    incident = await tools.incident(lease)
    context = await tools.reader.context(incident, lease.now)
    joined = next((line for line in context.lines if line.entry.key == text_in(lease, "entry")), None)
    if joined is None or incident.quiet or not incident.is_open:
        return
    person = joined.entry.author.id
    said_before = _said_by_others(context, person, joined.at)
    if said_before < tools.manners.catchup_after_messages or _left_since(context, joined):
        return
    since = await tools.reader.last_there(incident, person, joined.at)
    context = replace(context, since=since, reader=person)
    key = f"welcome:{incident.id}:{joined.entry.seq}"
    post = Post(
        key=key,
        incident_id=incident.id,
        channel=incident.channel,
        body=Body(document=await written(BriefKind.CATCHUP, context), buttons=(Button("Keep", "keep", key),)),
        brief="catchup",
        reader=person,
    )
    async with lease.finish() as tx:
        await tools.say(tx, lease, post)


def _said_by_others(context: Context, person: str, before: datetime) -> int:
    return sum(
        line.entry.kind is Kind.MESSAGE
        and line.entry.author.voice is Voice.PERSON
        and line.entry.author.id != person
        and line.at < before
        for line in context.lines
    )


def _left_since(context: Context, joined: Line) -> bool:
    return any(
        line.entry.kind is Kind.PRESENCE
        and line.entry.author.id == joined.entry.author.id
        and line.at > joined.at
        and not line.entry.details.get("joined")
        for line in context.lines
    )
