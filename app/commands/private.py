"""`/inc private`: who may know of the incident."""

from typing import Annotated, Literal

from app.commands.call import Call, Reply, say
from app.commands.grammar import command
from app.commands.stating import announced
from app.domain.entry import Kind
from app.domain.incident import Audience
from app.record.consequences import ANNOUNCE


@command()
async def private(call: Call, switch: Annotated[Literal["on", "off"] | None, "On or off"] = None) -> Reply:
    """Keep the incident to the members of its channel, or stop doing so.

    A private incident is in no list, search or announcement of people who are not in its channel. The channel itself
    stays as it is: in a public one, make it private in Slack as well.
    > private
    > private off
    """
    incident = call.incident
    wanted = Audience.WORKSPACE if switch == "off" else Audience.CHANNEL
    if incident.audience is wanted:
        state = "private" if wanted is Audience.CHANNEL else "not private"
        return say(f"{incident.key} is {state} already. Nothing was changed.")
    line = (
        f":lock: {incident.key} is *private* now, set by {await call.name(call.person)}: only members of this channel learn of it."
        if wanted is Audience.CHANNEL
        else f":unlock: {incident.key} is *not private* any more, set by {await call.name(call.person)}."
    )
    draft = call.draft(Kind.SETTING, f"Audience: {wanted.value}", audience=wanted.value)
    reply = announced(call, draft, line)
    announcement = call.job(ANNOUNCE, incident, f"announce:{incident.id}", entry=draft.key)
    return Reply(drafts=reply.drafts, posts=reply.posts, jobs=(announcement,))
