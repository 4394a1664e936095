"""`/inc context`: what other systems know about the incident."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.looking import seen, told
from app.commands.values import Key
from app.context.around.responsible import members
from app.context.around.telling import card


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("ctx", "signals"))
async def context(
    call: Call, *, again: bool = False, key: Annotated[Key | None, "Incident, if not this one"] = None
) -> Reply:
    """Show what other systems know: alerts, candidate changes, whom to ask.

    It also says what could not be looked at. Only you see it; Keep makes it stay. What answers late is told later.
    "again" asks all systems anew.
    > context
    > context again
    > context INC-3
    """
    incident = await call.incident_called(key)
    view = await seen(call, incident, again=again)
    here = incident.is_open and call.channel == incident.channel
    there = await members(call.desk.chat, incident.channel, view.people) if here else ()
    return told(call, incident, view, card(view, invites=here, there=there, slash=call.desk.command))
