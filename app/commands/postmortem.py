"""`/inc postmortem`: the draft of the postmortem."""

from typing import Annotated, Literal

from app.commands.call import Call, Reply
from app.commands.grammar import Where, command
from app.domain.post import Body
from app.record.consequences import POSTMORTEM


@command(where=Where.INCIDENT, reads=True, synonyms=("post mortem", "retro"))
async def postmortem(call: Call, what: Annotated[Literal["show", "redraft"] | None, "Show or redraft"] = None) -> Reply:
    """Draft the postmortem, or draft it anew.

    It is posted in the channel once and then kept up to date there: each draft takes in what was recorded since. What
    people wrote with `write` stays as they wrote it. Before the incident is closed, it is a draft from the record so far.
    > postmortem
    > postmortem redraft
    """
    del what  # both come to the same: what stands in the channel is brought up to date
    incident = call.incident
    so_far = " from the record so far" if incident.closed_at is None else ""
    return Reply(
        body=Body(text=f"I am drafting the postmortem{so_far}. In a moment it stands in <#{incident.channel}>."),
        jobs=(call.job(POSTMORTEM, incident, f"document:{incident.id}"),),
    )
