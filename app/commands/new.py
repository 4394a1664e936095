"""`/inc new`: declare an incident and open a channel for it."""

from typing import Annotated

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.title import fitting
from app.commands.values import Text
from app.domain.entry import Kind
from app.domain.markup import escape
from app.domain.post import Body
from app.record.declaring import UNTITLED, Declaration


@command(where=Where.ANYWHERE, synonyms=("declare", "create"))
async def new(
    call: Call, *, private: Annotated[bool, "Private"] = False, title: Annotated[Text | None, "What is wrong"] = None
) -> Reply:
    """Declare an incident and open a channel for it.

    One line is enough; severity, roles and impact can be set later. With "private" first, the channel is private and
    nobody outside it learns of the incident.
    > new checkout returns errors
    > new private customer data in a public bucket
    > new
    """
    short, is_cut = fitting(await call.plain(title or ""))
    what = "a private channel" if private else "a channel"
    return Reply(
        body=Body(
            text=f":rotating_light: Declared: *{escape(short or UNTITLED)}*. I am opening {what} and will invite you."
        ),
        secret=private,
        declaration=Declaration(
            key=f"c:{call.key}", title=short, person=call.person, private=private, first_message=call.message
        ),
        drafts=(call.draft(Kind.NOTE, title or ""),) if is_cut else (),
    )
