"""`/inc adopt`: make the channel that one is in an incident channel."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.stating import announced
from app.commands.title import fitting
from app.commands.values import Text
from app.domain.entry import Kind
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body
from app.ports import Channel
from app.record.backfill import backfill_job
from app.record.consequences import SETTLE_IN
from app.record.declaring import Declaration

_JOINING = timedelta(seconds=10)
"""How long it may take to be in the channel again; before that, it cannot be read."""


@command(where=Where.ANYWHERE, synonyms=("start recording", "record this", "watch this"))
async def adopt(call: Call, title: Annotated[Text | None, "What is wrong"] = None) -> Reply:
    """Make this channel an incident channel.

    What was said here before is read in as well. In a private channel the incident is private. After `leave`, this
    starts recording again.
    > adopt
    > adopt checkout returns errors
    """
    if call.here is not None:
        return await _again(call, call.here)
    if call.channel.startswith("D"):
        raise UserError(f"A direct message cannot become an incident. `{call.desk.command} new` opens a channel.")
    channel = await _readable(call)
    if channel.is_archived:
        raise UserError(f"This channel is archived. `{call.desk.command} new` opens another one.")
    short, is_cut = fitting(await call.plain(title or ""))
    name = channel.name or call.channel_name
    return Reply(
        body=Body(
            text=f":rotating_light: This channel becomes an incident: *{escape(short or name)}*. I am reading in what was said here."
        ),
        secret=channel.is_private,
        declaration=Declaration(
            key=f"c:{call.key}",
            title=short or name,
            person=call.person,
            channel=call.channel,
            channel_name=name,
            private=channel.is_private,
            first_message=call.message,
        ),
        drafts=(call.draft(Kind.NOTE, title or ""),) if is_cut else (),
    )


async def _readable(call: Call) -> Channel:
    channel = await call.desk.chat.channel(call.channel)
    if channel.is_private and not channel.is_member:
        raise UserError(
            f"This channel is private: invite me first (`/invite @{call.desk.name}`), then type that again."
        )
    return channel


async def _again(call: Call, incident: Incident) -> Reply:
    if incident.recording:
        then = "" if incident.is_open else f" `{call.desk.command} status investigating` reopens it."
        return say(f"This channel is {incident.key} already ({incident.status.value}).{then} Nothing was changed.")
    line = f":red_circle: I record this channel again, as {incident.key}, and read in what was said meanwhile."
    draft = call.draft(Kind.SETTING, "Recording again", recording=True)
    await _readable(call)
    join = call.job(SETTLE_IN, incident, f"incident:{incident.id}")
    soon = call.desk.clock() + _JOINING
    missed = backfill_job(incident, incident.channel, soon, f"adopted:{call.key}")
    return replace(announced(call, draft, line), jobs=(join, missed))
