"""Tries what a connector may do, within a time limit; what goes wrong is one of the answers."""

import asyncio
from collections.abc import Sequence

import structlog

from app.context.around.gathering import is_our_own_end
from app.domain.connecting import Checked
from app.domain.errors import Unavailable
from app.ports import Connected

log = structlog.get_logger(__name__)
_REFUSED = "does not accept the credentials"


async def check(one: Connected, limit_s: float) -> Sequence[Checked]:
    """What the connector says of its permissions. Raises nothing of the connector's."""
    try:
        async with asyncio.timeout(min(limit_s, one.time_limit_s)):
            return _told_once(await one.connector.check())
    except Unavailable as error:
        return (Checked("reach it", ok=False, advice=error.reason),)
    except TimeoutError:
        return (Checked("reach it", ok=False, advice="timed out. Check `url`, and the way there from this machine."),)
    except (Exception, asyncio.CancelledError) as error:  # the others are checked all the same
        if is_our_own_end(error):
            raise
        log.error("connector_bug", connector=one.name, kind=one.kind, error=type(error).__name__)  # noqa: TRY400 -- its message may hold what it read
        return (
            Checked("check it", ok=False, advice=f"it failed in a way that nobody foresaw ({type(error).__name__})"),
        )


def _told_once(verdicts: Sequence[Checked]) -> tuple[Checked, ...]:
    """A credential that opens nothing at all is one thing to mend, not one for each permission."""
    tried = [each for each in verdicts if not each.is_note]
    if len(tried) < 2 or any(each.ok or _REFUSED not in each.advice for each in tried):
        return tuple(verdicts)
    advice = f"It {_REFUSED}. The token or key itself is wrong, expired or not set: make a new one."
    return (Checked("log in", ok=False, advice=advice), *(each for each in verdicts if each.is_note))
