"""`/inc update`: what people outside the team should know."""

from typing import Annotated

from app.commands.briefing import written
from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.values import Text
from app.domain.brief import BriefKind
from app.domain.entry import Kind
from app.domain.markup import escape
from app.domain.post import Body
from app.record.timeline import shortened

_SHOWN_CHARS = 2800
"""What fits into one section of a message, with the line before it."""


@command(synonyms=("up date", "stakeholders"))
async def update(
    call: Call, text: Annotated[Text | None, "The update; empty: written from the record"] = None
) -> Reply:
    """Post an update for stakeholders.

    Your own words, or without any: one written from the record, in plain words and without internals.
    > update card payments work again, we are watching
    > update
    """
    if text is None:
        document = await written(call, BriefKind.UPDATE, call.incident)
        return Reply(posts=(call.post(Body(document=document), BriefKind.UPDATE.value),))
    whole = await call.plain(text)
    shown = shortened(whole, _SHOWN_CHARS)
    said = (call.draft(Kind.NOTE, text),) if shown != whole or len(text) > _SHOWN_CHARS else ()
    body = Body(text=f":mega: *Update* by {await call.name(call.person)}\n{escape(shown)}")
    return Reply(drafts=said, posts=(call.post(body, BriefKind.UPDATE.value),))
