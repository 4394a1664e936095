"""`/inc status`: where the incident stands."""

from typing import Annotated

from app.commands.call import Call, Reply, say
from app.commands.grammar import Where, command
from app.commands.moving import moved
from app.commands.values import Text
from app.domain.incident import Incident, Status
from app.domain.markup import escape
from app.domain.naming import severity_name


@command(
    where=Where.INCIDENT,
    reads=True,
    synonyms=("state",),
    shorthands={status.value: status.value for status in (Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING)},
)
async def status(
    call: Call,
    to: Annotated[Status | None, "Status"] = None,
    why: Annotated[Text | None, "Why, if you want to say"] = None,
) -> Reply:
    """Say where the incident stands, or ask.

    Alone, it shows where the incident stands. Any status can follow any other: a closed incident is reopened by
    setting it back.
    > status monitoring the rollback is done
    > status identified
    > status
    """
    if to is None:
        return say(await _standing(call, call.incident))
    return await moved(call, to, why)


async def _standing(call: Call, incident: Incident) -> str:
    lines = [
        f"*{incident.key}* {escape(incident.title)}",
        f"*{incident.status.value}* · {severity_name(incident.severity)}",
    ]
    lines += [f"Impact: {await call.shown(incident.impact)}" if incident.impact else "Impact: nobody has said"]
    roles = [f"{escape(role)}: {await call.name(person)}" for role, person in incident.roles.items()]
    lines.append(" · ".join(roles) or "Roles: nobody has taken one")
    lines.append(f"Declared {incident.declared_at:%Y-%m-%d %H:%M} UTC by {await call.name(incident.declared_by)}")
    notes = (["quiet"] if incident.quiet else []) + ([] if incident.recording else ["not being recorded"])
    return "\n".join([*lines, *([f"This incident is {' and '.join(notes)}."] if notes else [])])
