"""Several looks at once, and single permissions tried: what became of them."""

import asyncio
import re
from collections.abc import Awaitable
from typing import TypeVar

from app.domain.connecting import Checked
from app.domain.errors import Unavailable

_PASSES = re.compile(r"\b(?:429|5\d\d)\b")
"""The statuses by which a system says that it is not about the credentials."""

_UNREACHED = re.compile(r"cannot be reached|timed out")
_SOMETHING_ELSE = re.compile(r"\(404\)|has moved|not JSON|answer has no ")
"""What answers may be a login page, or another program."""

T = TypeVar("T")
U = TypeVar("U")


async def all_of(*looks: Awaitable[T]) -> list[T]:
    """All at once. Raises what the first of them raised, when all have ended: none is left behind."""
    ended = await asyncio.gather(*looks, return_exceptions=True)
    answers = [one for one in ended if not isinstance(one, BaseException)]
    for one in ended:
        if isinstance(one, BaseException):
            raise one
    return answers


async def both(first: Awaitable[T], second: Awaitable[U]) -> tuple[T, U]:
    """Two of different sorts at once. Raises what one of them raised, when both have ended."""
    one, other = await asyncio.gather(first, second, return_exceptions=True)
    if isinstance(one, BaseException):
        raise one
    if isinstance(other, BaseException):
        raise other
    return one, other


async def tried(what: str, look: Awaitable[object], advice: str) -> Checked:
    """Right if `look` gives an answer; otherwise what the system said, then `advice`, unless it is the system's own trouble
    for now. Does not raise Unavailable.
    """
    try:
        await look
    except Unavailable as error:
        said = error.reason[:1].upper() + error.reason[1:]
        return Checked(what, ok=False, advice=f"{said}. {_to_do(error.reason, advice)}")
    return Checked(what)


def _to_do(reason: str, advice: str) -> str:
    if _PASSES.search(reason):
        return "That is its own trouble: try again later."
    if _UNREACHED.search(reason):
        return "Check `url`, and the way there from this machine."
    if _SOMETHING_ELSE.search(reason) and not re.search("`url`|address", advice):
        return f"Check `url`. {advice}"
    return advice


def accepting(what: str, *, is_set: bool, advice: str, is_only_way: bool = False) -> Checked:
    """Whether what it sends ("receive webhooks") can be accepted: only where a secret or token is set.

    Where it is asked as well it need not send anything, so that is a note.
    """
    if is_only_way:
        return Checked(what, ok=is_set, advice="" if is_set else advice)
    sent = what.removeprefix("receive ")
    return Checked(f"{sent}: {'on' if is_set else 'off, no secret is set'}", is_note=True)
