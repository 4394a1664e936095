"""`/inc feedback`: what somebody thinks of a brief; what its buttons say."""

from dataclasses import replace
from typing import Annotated, Literal

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.values import Word
from app.domain.post import Body, Button
from app.jobs.job import NewJob
from app.record.consequences import JUDGED


@command(where=Where.ANYWHERE, hidden=True)
async def feedback(
    call: Call, verdict: Annotated[Literal["up", "down"], "Good or bad"], post: Annotated[Word, "Of which brief"]
) -> Reply:
    """Say whether a brief helped.

    > feedback up c:C1/1773480413.000100:answer
    """
    job = judged(call, post, verdict)
    if verdict == "up":
        return replace(say("Thanks, noted."), jobs=(job,))
    fix = Button("Say what is wrong", "form", f"fix {post}")
    return Reply(body=Body(text="Noted. What is wrong with it?", buttons=(fix,)), jobs=(job,))


def judged(call: Call, post: str, verdict: str, words: str = "") -> NewJob:
    payload = {"post": post, "person": call.person, "verdict": verdict, "words": words}
    return NewJob(
        key=f"{JUDGED}:{call.key}", kind=JUDGED, lane=f"{JUDGED}:{post}", run_at=call.desk.clock(), payload=payload
    )
