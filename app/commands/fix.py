"""`/inc fix`: says what is wrong with a brief; the correction goes into the record, so that the next brief has it."""

from dataclasses import replace
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.feedback import judged
from app.commands.grammar import Where, command
from app.commands.values import Text, Word
from app.domain.entry import Kind


@command(where=Where.ANYWHERE, hidden=True)
async def fix(
    call: Call, post: Annotated[Word, "Which brief"], text: Annotated[Text, "What is wrong, and what is right"]
) -> Reply:
    """Correct a brief.

    What you write is recorded as a note of yours, so that the next brief knows it.
    > fix c:C1/1773480413.000100:answer the rollback was at 14:05, not 14:15
    """
    job = judged(call, post, "fix", text)
    if call.here is None or not call.here.recording:
        return replace(say("Thanks, noted."), jobs=(job,))
    draft = call.draft(Kind.NOTE, f"Correction: {text}")
    return replace(say("Thanks. It is in the record, and the next brief has it."), drafts=(draft,), jobs=(job,))
