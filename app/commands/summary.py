"""`/inc summary`: the incident in a few sentences."""

from typing import Annotated

from app.commands.briefing import given, written
from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.values import Key
from app.domain.brief import BriefKind


@command(where=Where.ANYWHERE, reads=True, synonyms=("sum", "summarize", "summarise", "tldr"))
async def summary(call: Call, *, key: Annotated[Key | None, "Incident, if not this one"] = None) -> Reply:
    """Show the incident in a few sentences, each with its source.

    Only you see it; Keep makes it stay. With a key it works in any channel.
    > summary
    > summary INC-3
    """
    incident = await call.incident_called(key)
    return given(call, incident, await written(call, BriefKind.SUMMARY, incident, reader=call.person))
