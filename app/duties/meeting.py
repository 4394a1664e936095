"""Learns who is who, so that briefs have names and not ids."""

from app.domain.errors import UserError
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record import people


async def meet(lease: Lease, tools: Tools) -> None:
    """One person, seen for the first time or changed."""
    try:
        person = await tools.chat.person(text_in(lease, "person"))
    except UserError:  # an id from another workspace: it stays an id
        return
    async with lease.finish() as tx:
        await people.remember(tx, [person])


async def roster(lease: Lease, tools: Tools) -> None:
    """Everybody, at every start."""
    met = await tools.chat.people()
    async with lease.finish() as tx:
        await people.remember(tx, met)
