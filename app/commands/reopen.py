"""`/inc reopen`: it is not over after all."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.moving import moved
from app.commands.values import Text
from app.domain.incident import Status


@command(hidden=True)
async def reopen(call: Call, why: Annotated[Text | None, "Why, if you want to say"] = None) -> Reply:
    """Go back to investigating a resolved or closed incident.

    > reopen the errors are back
    """
    if call.incident.is_open:
        return say(f"{call.incident.key} is open ({call.incident.status.value}). Nothing was changed.")
    return await moved(call, Status.INVESTIGATING, why)
