"""Has the older part of a long record digested by a model, so that the next brief costs no more than the last."""

from app.duties.tools import Tools
from app.jobs.worker import Lease


async def digest(lease: Lease, tools: Tools) -> None:
    """Each window is kept as soon as it is made, so that a restart costs one."""
    incident = await tools.incident(lease)
    await tools.writers.digest(await tools.reader.context(incident, lease.now))
    async with lease.finish():
        pass
