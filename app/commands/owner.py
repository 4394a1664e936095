"""`/inc owner`: who has to do with a service, and is on call for it."""

from collections.abc import Sequence
from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.service_names import apart, looked_up, nearest
from app.commands.values import Text
from app.context.around.looking import last_view
from app.context.around.responsible import members, who
from app.context.around.telling import invitation, responsible
from app.context.around.view import Duty, Responsible
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.markup import escape
from app.domain.post import Body
from app.domain.service import Catalog
from app.domain.speech.plain import one_line
from app.record.consequences import INVITE
from app.record.timeline import shortened

_MOST = 6
_NAME_CHARS = 100


@command(where=Where.ANYWHERE, reads=True, asks=True, synonyms=("owners", "oncall", "on call"))
async def owner(
    call: Call,
    *,
    invite: Annotated[bool, "Invite who is on call"] = False,
    text: Annotated[Text | None, "Service, if not those of this incident"] = None,
) -> Reply:
    """Show who owns a service and who is on call for it.

    A button invites them here. Alone it shows that for the services of this incident. Only you see it.
    > owner ledger
    > owner
    > owner invite ledger
    """
    catalog, gaps = await looked_up(call)
    said = apart(one_line(await call.plain(text)), catalog) if text else []
    names = (
        list(dict.fromkeys(_found(name, catalog, gaps) for name in said))[:_MOST] if text else await _of_incident(call)
    )
    if not names:
        example = f"`{call.desk.command} owner ledger`"
        return say(f"Nobody has said which services it is about. Name one: {example}.")
    people, silent = await who(call.desk.surroundings, names, catalog)
    troubles = (*gaps, *silent)
    if invite:
        return await _invited(call, people, troubles)
    lines = [responsible(one) for one in people]
    if troubles:
        lines.append(f":warning: Could not look: {escape(' · '.join(troubles))}")
    there = await members(call.desk.chat, call.channel, people) if _may_invite(call) else ()
    button = invitation(people, there) if _may_invite(call) else None
    return Reply(body=Body(text="\n".join(lines), buttons=(button,) if button else ()), keep=True, brief="owner")


def _found(name: str, catalog: Catalog, gaps: Sequence[str]) -> str:
    """As the catalog has it; what it does not have, or could not be asked for, may still be known to the on-call system."""
    if found := catalog.find(name):
        return found.name
    if close := nearest(name, catalog):
        meant = " or ".join(f"`{one}`" for one in close)
        raise UserError(f"The catalog has no service “{name}”. Did you mean {meant}?")
    if len(catalog) and not gaps:
        raise UserError(f"The catalog has no service “{shortened(name, _NAME_CHARS)}”, and none like it.")
    return name


async def _of_incident(call: Call) -> Sequence[str]:
    incident = call.incident
    if incident.services:
        return incident.services[:_MOST]
    view = await last_view(call.desk.surroundings, incident)
    return view.services[:_MOST] if view else ()


def _may_invite(call: Call) -> bool:
    """In the incident's own channel: whoever is in it may bring somebody in."""
    here: Incident | None = call.here
    return here is not None and here.recording and here.channel == call.channel


async def _invited(call: Call, people: Sequence[Responsible], troubles: Sequence[str]) -> Reply:
    if not _may_invite(call):
        raise UserError("I can only invite people into the channel of an incident, and only from there.")
    duties = [duty for one in people for duty in one.on_call]
    found = [duty for duty in duties if duty.user]
    there = await members(call.desk.chat, call.channel, people)
    known = next((duty for duty in found if duty.user not in there), None)
    if known is None and found:
        names = dict.fromkeys([await call.name(duty.user) for duty in found])
        return say(f"On call and in this channel already: {', '.join(names)}.")
    if known is None:
        raise UserError(_unknown(duties, troubles))
    incident = call.incident
    job = call.job(INVITE, incident, f"{INVITE}:{incident.id}", person=known.user, asker=call.person)
    name = await call.name(known.user)
    text = f"I am inviting {name}, on call{'' if known.person == name else f' as {escape(known.person)}'}."
    return Reply(body=Body(text=text), jobs=(job,))


def _unknown(duties: Sequence[Duty], troubles: Sequence[str]) -> str:
    if names := ", ".join(dict.fromkeys(duty.person for duty in duties)):
        return f"I do not find {names} in this workspace. Call them."
    why = f" {' · '.join(troubles)}." if troubles else ""
    return f"I do not know who is on call.{why}"
