"""`/inc ask`: a question, answered from the record."""

from typing import Annotated

from app.commands.briefing import given
from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.pointing import elsewhere
from app.commands.seeing import seen
from app.commands.values import Key, Text
from app.domain.brief import BriefKind
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body, Button
from app.record.timeline import shortened

_MOST_OFFERED = 5
_LABEL_CHARS = 70
_VALUE_CHARS = 1900
_LONGEST_CHARS = 1000


@command(where=Where.ANYWHERE, reads=True, synonyms=("find", "search"))
async def ask(
    call: Call,
    *,
    key: Annotated[Key | None, "Incident, if not this one"] = None,
    text: Annotated[Text, "Your question"],
) -> Reply:
    """Answer a question from the record, with sources.

    In the channel, mention me instead and everybody there sees the answer. What nobody said, I do not know.
    > ask when did we roll back, and who decided?
    > ask INC-3 what was the cause?
    """
    question = await call.plain(text)
    if len(question) > _LONGEST_CHARS:
        raise UserError(f"That is long for a question. Ask it in {_LONGEST_CHARS} characters or fewer.")
    incident = await _asked_about(call, key)
    if incident is None:
        return await _offer(call, text)
    desk = call.desk
    context = await desk.reader.passages(
        incident, question, desk.clock(), reader=call.person, passing_over=desk.chat.me.user
    )
    document = await desk.writers.write(BriefKind.ANSWER, context)
    return given(call, incident, document, footnote=elsewhere(call, incident, question, document))


async def _asked_about(call: Call, key: Key | None) -> Incident | None:
    """The incident named, that of this channel, the one being looked at, or the only one that is going on."""
    if key is not None or call.here is not None or call.looking_at is not None:
        return await call.incident_called(key)
    going_on, _ = await seen(call, await call.desk.reader.active())
    return going_on[0] if len(going_on) == 1 else None


async def _offer(call: Call, text: str) -> Reply:
    """Which of several? One button each."""
    desk = call.desk
    going_on, _ = await seen(call, await desk.reader.active())
    shown = going_on[:_MOST_OFFERED]
    if not shown:
        raise UserError(
            f"Say which incident: `{desk.command} INC-1 ask …`. `{desk.command} list` shows those that there are."
        )
    buttons = tuple(
        Button(shortened(f"{one.key} {one.title}", _LABEL_CHARS), "call", f"{one.key} ask -- {text}"[:_VALUE_CHARS])
        for one in shown
    )
    return Reply(
        body=Body(text=f"About which incident? You asked: {escape(shortened(text, 200))}", buttons=buttons), secret=True
    )
