"""`/inc suggestion`: what was noticed in chat is accepted as it is, or dismissed; what the buttons say."""

from dataclasses import replace
from typing import Annotated, Literal

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.suggested import chosen, still_open
from app.commands.values import Word
from app.domain.suggestion import SuggestionKind, SuggestionState

_LINES = {SuggestionKind.SEVERITY: "sev", SuggestionKind.STATUS: "status"}
"""What one would type for those that are a value."""


@command(hidden=True)
async def suggestion(
    call: Call,
    choice: Annotated[Literal["accept", "dismiss"], "What to do with it"],
    which: Annotated[Word, "Which one"],
) -> Reply:
    """Accept or dismiss what I noticed.

    > suggestion accept 1:decision:m:C1/1773480413.000100
    """
    found = await still_open(call, which)
    if choice == "dismiss":
        dismissed = chosen(call, found, SuggestionState.DISMISSED)
        return replace(say("Dismissed. Nothing was recorded."), jobs=(dismissed,))
    if found.kind in _LINES:
        reply = await call.do(f"{_LINES[found.kind]} {found.words}")
        return replace(reply, jobs=(*reply.jobs, chosen(call, found, SuggestionState.ACCEPTED)))
    return await call.do(f"amend {found.key} -- {found.words}")
