"""Leaves a channel that is not recorded any more."""

import contextlib

from app.domain.errors import UserError
from app.duties.tools import Tools
from app.jobs.worker import Lease


async def leave(lease: Lease, tools: Tools) -> None:
    incident = await tools.incident(lease)
    with contextlib.suppress(UserError):  # out already, or the channel is archived
        await tools.chat.leave(incident.channel)
