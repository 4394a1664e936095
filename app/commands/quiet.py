"""`/inc quiet`: how much the bot says here."""

from typing import Annotated, Literal

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.stating import announced
from app.domain.entry import Kind


@command(synonyms=("mute", "shush"), shorthands={"unmute": "off"})
async def quiet(call: Call, switch: Annotated[Literal["on", "off"] | None, "On or off"] = None) -> Reply:
    """Make me say less here, or more again.

    While it is quiet I send no reminders, and what you note is confirmed to you alone. Status, severity, roles,
    handovers and updates are still told to everybody. Alone, it switches.
    > quiet
    > quiet off
    """
    incident = call.incident
    wanted = not incident.quiet if switch is None else switch == "on"
    if incident.quiet is wanted:
        return say(f"It is {'quiet' if wanted else 'not quiet'} here already. Nothing was changed.")
    line = f":no_bell: *Quiet* from now on, set by {await call.name(call.person)}." if wanted else ""
    line = line or f":bell: *Not quiet* any more, set by {await call.name(call.person)}."
    return announced(call, call.draft(Kind.SETTING, f"Quiet: {'on' if wanted else 'off'}", quiet=wanted), line)
