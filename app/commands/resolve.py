"""`/inc resolve`: the disturbance is over."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.moving import moved
from app.commands.values import Text
from app.domain.incident import Status


@command(synonyms=("resolved",))
async def resolve(call: Call, why: Annotated[Text | None, "What ended it, if you want to say"] = None) -> Reply:
    """Say that the disturbance is over.

    The channel is recorded further; `close` ends the incident.
    > resolve the rollback ended the errors
    > resolved
    """
    return await moved(call, Status.RESOLVED, why)
