"""`/inc impact`: who or what is affected, and how."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import stated
from app.commands.values import Text
from app.domain.entry import Kind


@command()
async def impact(call: Call, text: Annotated[Text, "Who or what is affected, and how"]) -> Reply:
    """Say who or what is affected, and how.

    The newest impact stands on the card and in updates; earlier ones stay in the record.
    > impact a third of the card payments in Europe fail since 13:50
    """
    return await stated(call, Kind.IMPACT, "bar_chart", "Impact", text)
