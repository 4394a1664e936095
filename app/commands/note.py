"""`/inc note`: a remark for the record."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import stated
from app.commands.values import Text
from app.domain.entry import Kind


@command(synonyms=("remember", "log"))
async def note(call: Call, text: Annotated[Text, "What to remember"]) -> Reply:
    """Put a remark on the timeline.

    For what is worth keeping and is none of the other things. Takes notes on closed incidents too.
    > note customers were told on the status page at 14:10
    """
    return await stated(call, Kind.NOTE, "pencil", "Note", text)
