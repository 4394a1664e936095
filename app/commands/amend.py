"""`/inc amend`: records what was noticed in chat, in words that somebody may have bettered."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.stating import noted
from app.commands.suggested import as_said, chosen, still_open
from app.commands.values import Text, Word
from app.domain.suggestion import SuggestionKind, SuggestionState

_LABELS = {SuggestionKind.DECISION: ":hammer: *Decision*", SuggestionKind.FOLLOW_UP: ":pushpin: *Follow-up*"}


@command(hidden=True)
async def amend(call: Call, which: Annotated[Word, "Which one"], text: Annotated[Text, "What to record"]) -> Reply:
    """Record what I noticed, in better words if you have some.

    > amend 1:decision:m:C1/1773480413.000100 we roll back payments
    """
    found = await still_open(call, which)
    draft = await as_said(call, found, text)
    state = SuggestionState.ACCEPTED if text == found.words else SuggestionState.EDITED
    speaker = await call.name(draft.author.id)
    reply = noted(call, draft, f"{_LABELS[found.kind]} by {speaker}: {await call.shown(text)}")
    job = chosen(call, found, state)
    return Reply(body=reply.body, drafts=reply.drafts, posts=reply.posts, jobs=(*reply.jobs, job))
