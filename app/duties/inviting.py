"""Invites somebody into an incident's channel because a person asked for it."""

from app.domain.errors import UserError
from app.domain.markup import escape, mention
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease


async def invite(lease: Lease, tools: Tools) -> None:
    """Who is in already is passed over. Where it cannot be done, whoever asked hears of it."""
    incident = await tools.incident(lease)
    person, asker = text_in(lease, "person"), text_in(lease, "asker")
    try:
        await tools.chat.invite(incident.channel, [person])
    except UserError as error:
        text = f"I could not invite {mention(person)} to {incident.key}: {escape(str(error))}"
        async with lease.finish() as tx:
            await tools.tell(tx, lease, incident, person=asker, key=f"uninvited:{lease.job.key}", text=text)
