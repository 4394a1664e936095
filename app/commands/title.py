"""`/inc title`: what the incident is called."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.stating import announced
from app.commands.values import Text
from app.domain.entry import Kind
from app.domain.markup import escape
from app.domain.speech.plain import one_line
from app.record.timeline import shortened

LONGEST_TITLE_CHARS = 200


@command(synonyms=("rename",))
async def title(call: Call, text: Annotated[Text, "What is wrong, in a few words"]) -> Reply:
    """Say what is wrong in a few words.

    The title stands in the channel's topic, on the card and in lists. At most 200 characters of it are shown.
    > title Checkout fails for card payments
    """
    short, is_cut = fitting(await call.plain(text))
    was = call.incident.title
    if short == was:
        return say(f"The title is *{escape(was)}* already. Nothing was changed.")
    details = {"to": short, "was": was} | ({"whole": text} if is_cut else {})
    return announced(
        call,
        call.draft(Kind.TITLE, short, **details),
        f":label: *Title* by {await call.name(call.person)}: {escape(short)} (was: {escape(was)})",
    )


def fitting(text: str) -> tuple[str, bool]:
    """A title of one line that fits everywhere, and whether some of the text is left out."""
    whole = one_line(text)
    return shortened(whole, LONGEST_TITLE_CHARS), len(whole) > LONGEST_TITLE_CHARS
