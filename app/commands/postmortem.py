"""`/inc postmortem`: the draft of the postmortem."""

from typing import Annotated, Literal

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.domain.post import Body
from app.record.consequences import POSTMORTEM


@command(where=Where.INCIDENT, reads=True, synonyms=("post mortem", "retro"))
async def postmortem(call: Call, what: Annotated[Literal["show", "redraft"] | None, "Show or redraft"] = None) -> Reply:
    """Show the postmortem's draft in the channel, or draft it anew.

    A redraft takes in what was recorded since. What people edited stays as they wrote it. Before the incident is
    closed, it is a draft from the record so far.
    > postmortem
    > postmortem redraft
    """
    incident = call.incident
    redraft = what == "redraft"
    job = call.job(POSTMORTEM, incident, f"document:{incident.id}", entry="", person=call.person, redraft=redraft)
    so_far = " from the record so far" if incident.closed_at is None else ""
    doing = "Drafting the postmortem anew" if redraft else "Getting the postmortem"
    return Reply(body=Body(text=f"{doing}{so_far}. It will be posted in <#{incident.channel}>."), jobs=(job,))
