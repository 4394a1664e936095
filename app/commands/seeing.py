"""Which incidents somebody may know of."""

from collections.abc import Sequence

from app.commands.call import Call
from app.domain.errors import Unavailable, UserError
from app.domain.incident import Incident


async def seen(call: Call, incidents: Sequence[Incident]) -> tuple[list[Incident], bool]:
    """Those that the person may know of, and whether that could not be told of some."""
    known, unsure = [], False
    for incident in incidents:
        try:
            if await call.may_see(incident):
                known.append(incident)
        except Unavailable:
            unsure = True
        except UserError:  # its channel is gone or closed to us: nobody can be shown to be in it
            continue
    return known, unsure
