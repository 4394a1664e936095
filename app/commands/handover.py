"""`/inc handover`: everything that the next person needs, addressed to them."""

from typing import Annotated

from app.commands.briefing import written
from app.commands.call import Call, Reply
from app.commands.grammar import command
from app.commands.values import Somebody
from app.domain.brief import BriefKind
from app.domain.entry import Kind
from app.domain.errors import UserError
from app.domain.markup import mention
from app.domain.post import Body, Button, Style
from app.record.timeline import OFFERED_TO


@command(synonyms=("hand over", "handoff", "hand off"))
async def handover(call: Call, person: Annotated[Somebody, "Who takes over"]) -> Reply:
    """Hand the incident over to somebody.

    Posts what they need to carry on: state, what was tried and what came of it, what is pending. When they press
    "I have it", they are the lead, and the record says so.
    > handover @ana
    """
    if person.is_nobody:
        raise UserError(f"Say who takes over. Type `{call.desk.command} handover @ana`.")
    taker = await call.who(person)
    incident = call.incident
    document = await written(call, BriefKind.HANDOVER, incident, reader=taker)
    offer = call.draft(Kind.NOTE, f"Handover offered to {mention(taker)}", **{OFFERED_TO: taker})
    by = "asked for by" if taker == call.person else "from"
    body = Body(
        text=f":handshake: {mention(taker)}, here is the handover of {incident.key}, {by} {await call.name(call.person)}.",
        document=document,
        buttons=(Button("I have it", "call", f"taken {offer.key}", Style.PRIMARY),),
    )
    return Reply(drafts=(offer,), posts=(call.post(body, BriefKind.HANDOVER.value, about=offer.key),))
