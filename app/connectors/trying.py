"""One credential or permission tried, and what became of it in words."""

from collections.abc import Awaitable

from app.domain.connecting import Checked
from app.domain.errors import Unavailable


async def tried(what: str, look: Awaitable[object], advice: str) -> Checked:
    """Right if `look` gives an answer; otherwise what the system said, then `advice`. Does not raise Unavailable."""
    try:
        await look
    except Unavailable as error:
        said = error.reason[:1].upper() + error.reason[1:]
        return Checked(what, ok=False, advice=f"{said}. {advice}")
    return Checked(what)


def accepting(what: str, *, is_set: bool, advice: str) -> Checked:
    """Whether what it sends can be accepted: only where a secret or token is set."""
    return Checked(what, ok=is_set, advice="" if is_set else advice)
