"""`/inc link`: another channel in which an incident is fought."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.values import Key
from app.domain.errors import UserError
from app.domain.post import Body
from app.record.consequences import LINK


@command(where=Where.ANYWHERE)
async def link(call: Call, key: Annotated[Key, "Incident"]) -> Reply:
    """Record this channel for an incident that is fought elsewhere, too.

    What is said here goes into that incident's record. `leave` here undoes it.
    > link INC-3
    """
    incident = await call.incident_called(key)
    slash = call.desk.command
    if call.channel in await call.desk.reader.channels_of(incident):
        return say(f"This channel is recorded for {incident.key} already. Nothing was changed.")
    here = await call.desk.reader.incident_of(call.channel)
    if here is not None and here.recording:
        raise UserError(f"This channel is recorded for another incident. `{slash} leave` ends that.")
    if not incident.recording:
        raise UserError(f"I do not record {incident.key} any more. `{slash} adopt` in its channel brings me back.")
    if call.channel.startswith("D"):
        raise UserError("A direct message cannot be recorded for an incident.")
    job = call.job(LINK, incident, f"incident:{incident.id}", channel=call.channel, person=call.person)
    return Reply(
        body=Body(text=f"I record this channel for {incident.key} from now on, and read in what was said before."),
        secret=call.is_told_elsewhere(incident),
        jobs=(job,),
    )
