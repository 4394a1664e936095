"""`/inc close`: the incident is done with."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.moving import moved
from app.commands.values import Text
from app.domain.incident import Status


@command(synonyms=("closed",))
async def close(call: Call, why: Annotated[Text | None, "A last remark, if you want"] = None) -> Reply:
    """End the incident and get the draft of its postmortem.

    The record still takes notes afterwards, and `status investigating` reopens it.
    > close
    """
    return await moved(call, Status.CLOSED, why)
