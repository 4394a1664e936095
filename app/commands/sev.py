"""`/inc sev`: how bad it is."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.stating import announced
from app.commands.values import Severity, Text
from app.domain.entry import Kind


@command(
    synonyms=("severity", "priority"),
    shorthands={f"{word}{number}": str(number) for word in ("sev", "p") for number in range(1, 6)},
)
async def sev(
    call: Call,
    to: Annotated[Severity, "Severity, 1 is worst"],
    why: Annotated[Text | None, "Why, if you want to say"] = None,
) -> Reply:
    """Say how bad it is, from 1 (worst) to 5.

    `sev2` works as well.
    > sev 2
    > sev 1 nobody can pay any more
    """
    was = call.incident.severity
    if was == to:
        return say(f"The severity is *SEV{to}* already. Nothing was changed.")
    draft = call.draft(Kind.SEVERITY, why or f"SEV{to}", to=str(to), was=str(was or ""))
    before = f" (was SEV{was})" if was else ""
    line = f":thermometer: *Severity: SEV{to}*{before}, set by {await call.name(call.person)}"
    return announced(call, draft, f"{line}: {await call.shown(why)}" if why else line)
