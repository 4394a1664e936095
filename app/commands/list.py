"""`/inc list`: the incidents that there are."""

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.commands.seeing import seen
from app.domain.incident import Audience, Incident
from app.domain.markup import escape
from app.domain.post import Body, Button
from app.record.timeline import shortened

_MOST_ACTIVE = 20
_TITLE_CHARS = 80


@command(where=Where.ANYWHERE, reads=True, synonyms=("ls", "incidents", "active"))
async def list_(call: Call) -> Reply:
    """List the incidents that are going on, and those closed last.

    Private ones are shown to members of their channel only.
    > list
    """
    active, unsure = await seen(call, await call.desk.reader.active())
    closed, unsure_too = await seen(call, await call.desk.reader.closed())
    lines = [await _row(call, one) for one in active[:_MOST_ACTIVE]]
    if len(active) > _MOST_ACTIVE:
        lines.append(f"…and {len(active) - _MOST_ACTIVE} more.")
    text = "\n".join(["*Active incidents*", *lines]) if lines else "No incident is active."
    if closed:
        text += "\n".join(["\n*Closed last*", *[await _row(call, one) for one in closed]])
    if unsure or unsure_too:
        text += (
            "\n_Could not look who is in some channels, so private incidents may be missing. Try again in a minute._"
        )
    declare = () if active else (Button("Declare an incident", "form", "new"),)
    secret = any(call.is_told_elsewhere(one) for one in (*active, *closed))
    return Reply(body=Body(text=text, buttons=declare), secret=secret)


async def _row(call: Call, incident: Incident) -> str:
    severity = f"SEV{incident.severity} · " if incident.severity else ""
    channel = f"<#{incident.channel}>" if incident.channel else "channel being opened"
    lead = incident.roles.get("lead")
    return " · ".join(
        [
            f"*{incident.key}* {severity}{incident.status.value}",
            escape(shortened(incident.title, _TITLE_CHARS)),
            channel,
            *(["private"] if incident.audience is Audience.CHANNEL else []),
            *([f"lead {await call.name(lead)}"] if lead else []),
        ]
    )
