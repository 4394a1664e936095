"""`/inc hypothesis`: a proposed cause."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import stated
from app.commands.values import Text
from app.domain.entry import Kind


@command(synonyms=("theory", "suspect", "hypo"))
async def hypothesis(call: Call, text: Annotated[Text, "What may be the cause"]) -> Reply:
    """Record what may be the cause.

    A theory, not a finding. It is kept also when it turns out to be wrong.
    > hypothesis the new index makes the queue lock up
    """
    return await stated(call, Kind.HYPOTHESIS, "bulb", "Hypothesis", text)
