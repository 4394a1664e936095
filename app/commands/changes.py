"""`/inc changes`: what was changed before the incident, with the reasons for and against each."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.looking import seen, told
from app.commands.values import Key
from app.context.around.telling import all_changes


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("deploys", "deployments"))
async def changes(
    call: Call, *, again: bool = False, key: Annotated[Key | None, "Incident, if not this one"] = None
) -> Reply:
    """List the changes that may have to do with it, with all reasons.

    They are candidates, at most five, the most likely first; none of them is proven. Those that cannot be it are listed
    below. "again" asks all systems anew.
    > changes
    > changes again
    > changes INC-3
    """
    incident = await call.incident_called(key)
    view = await seen(call, incident, again=again)
    return told(call, incident, view, all_changes(view))
