"""What the commands that move an incident's status share."""

from app.commands.call import Call, Reply, say
from app.commands.stating import announced
from app.domain.entry import Kind
from app.domain.incident import Status

_EMOJI = {
    Status.INVESTIGATING: "mag",
    Status.IDENTIFIED: "dart",
    Status.MONITORING: "eyes",
    Status.RESOLVED: "white_check_mark",
    Status.CLOSED: "lock",
}


async def moved(call: Call, to: Status, why: str | None) -> Reply:
    """Record that the status moves, with the reason in the words given; says so where it does not move."""
    was = call.incident.status
    if was is to:
        kept = f" For a remark, type `{call.desk.command} note`." if why else ""
        return say(f"The status is *{to.value}* already. Nothing was changed.{kept}")
    draft = call.draft(Kind.STATUS, why or f"{was.value} → {to.value}", to=to.value, was=was.value)
    line = f":{_EMOJI[to]}: *Status: {to.value}* (was {was.value}), set by {await call.name(call.person)}"
    line += f": {await call.shown(why)}" if why else ""
    line += "\nThe draft of the postmortem follows here." if to is Status.CLOSED else ""
    return announced(call, draft, line)
