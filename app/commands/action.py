"""`/inc action`: what was tried on production."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import stated
from app.commands.values import Text
from app.domain.entry import Kind


@command(synonyms=("act",))
async def action(call: Call, text: Annotated[Text, "What was done"]) -> Reply:
    """Record what was done or tried on production.

    Say afterwards what came of it, here or in the channel; briefs show the two together.
    > action restarted the payment workers in eu-west
    """
    return await stated(call, Kind.ACTION, "hammer_and_wrench", "Action", text)
