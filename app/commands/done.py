"""`/inc done`: a follow-up is done; what the buttons on follow-ups say."""

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.stating import noted
from app.commands.values import Number
from app.domain.entry import Kind
from app.domain.errors import UserError


@command(where=Where.RECORDED, hidden=True)
async def done(call: Call, number: Number) -> Reply:
    """Mark a follow-up as done, by its number.

    > done 2
    """
    return await done_with(call, number)


async def done_with(call: Call, number: Number) -> Reply:
    """Record that the follow-up of this number is done."""
    entries = await call.desk.reader.entries(call.incident)
    promised = [entry for entry in entries if entry.kind is Kind.FOLLOW_UP]
    if not 1 <= number <= len(promised):
        raise UserError(f"There is no follow-up {number}. `{call.desk.command} followup` lists them.")
    chosen = promised[number - 1]
    if any(entry.kind is Kind.ACKNOWLEDGEMENT and entry.about == chosen.key for entry in entries):
        return say(f"Follow-up {number} is done already. Nothing was changed.")
    draft = call.draft(Kind.ACKNOWLEDGEMENT, f"Done: {chosen.text}", about=chosen.key)
    return noted(
        call,
        draft,
        f":ballot_box_with_check: *Follow-up {number} done*, says {await call.name(call.person)}: {await call.shown(chosen.text)}",
    )
