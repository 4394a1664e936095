"""`/inc decision`: what was chosen, by whom and why."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import stated
from app.commands.values import Text
from app.domain.entry import Kind


@command(synonyms=("decide", "decided"))
async def decision(call: Call, text: Annotated[Text, "What was decided, and why"]) -> Reply:
    """Record a decision.

    What was chosen and why, in your words. It goes on the timeline with your name at this moment.
    > decision roll back checkout to v41, the errors started with the deploy
    """
    return await stated(call, Kind.DECISION, "memo", "Decision", text)
