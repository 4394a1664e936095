"""`/inc role`: who does what."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.stating import announced
from app.commands.values import ROLES, Role, Somebody
from app.domain.entry import Draft, Kind
from app.domain.markup import escape, mention


@command(synonyms=("assign",), shorthands={role: role for role in ROLES})
async def role(
    call: Call, name: Annotated[Role, "Role"], person: Annotated[Somebody, "Who takes it, or none"]
) -> Reply:
    """Say who does what: lead, comms, ops, scribe or any other word.

    Name a person, "me" to take it yourself, or "none" to give it up. `lead @ana` works as well.
    > role lead @ana
    > role comms me
    > lead me
    > role scribe none
    """
    holder = call.incident.roles.get(name, "")
    if person.is_nobody:
        if not holder:
            return say(f"Nobody is *{escape(name)}*. Nothing was changed.")
        line = f":bust_in_silhouette: *{escape(name)}* is free again, says {await call.name(call.person)}"
        return announced(call, given(call, name, ""), line)
    taker = await call.who(person)
    if taker == holder:
        return say(f"{await call.name(taker)} is *{escape(name)}* already. Nothing was changed.")
    by = "" if taker == call.person else f", set by {await call.name(call.person)}"
    return announced(call, given(call, name, taker), f":bust_in_silhouette: *{escape(name)}* is {mention(taker)}{by}")


def given(call: Call, name: str, person: str) -> Draft:
    """The fact that a person (a user id; empty: nobody) has a role from now on."""
    text = f"{name}: {mention(person)}" if person else f"{name}: nobody"
    return call.draft(Kind.ROLE, text, role=name, person=person)
