"""Asks many connectors side by side: each has its own time limit, none holds up or harms the others, and what could not
be looked at is told apart from what has nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import structlog

from app.domain.change import Change
from app.domain.connecting import Found
from app.domain.errors import Unavailable
from app.domain.service import OnCall
from app.domain.signal import Signal
from app.ports import Connected
from app.telemetry import place_of

log = structlog.get_logger(__name__)

Finding: TypeAlias = Signal | Change | OnCall
T = TypeVar("T")
_LAST_WORDS_S = 0.5
"""How long a look that is broken off may take to tidy up."""


@dataclass(frozen=True, slots=True)
class Question:
    """One look into one system, for `what`."""

    connected: Connected
    what: str
    ask: Callable[[], Awaitable[Found[Finding]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What came of a question. `system` is the connector's title, `connector` its name (empty: it was work of our own), `what` is
    what it was asked for.

    `trouble` says why it could not look ("timed out"), `is_late` that it had not answered when the time was over: it
    may still. Without either, `items` is all there is, but for what `remark` says.
    """

    system: str
    connector: str = ""
    what: str = ""
    items: tuple[Finding, ...] = ()
    remark: str = ""
    trouble: str = ""
    is_late: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether what it brought is all there is."""
        return not (self.trouble or self.is_late)


async def gather(questions: Sequence[Question], *, enough_s: float, limit_s: float) -> list[Look]:
    """The looks, in the order of the questions. Ends when all have answered; after `enough_s` as soon as one has
    found something; after `limit_s` in any case. What is not done by then is broken off. Raises nothing of theirs.
    """
    tasks = [asyncio.create_task(_looked(one), name=f"look:{one.connected.name}") for one in questions]
    if not tasks:
        return []
    try:
        await _until_enough(tasks, enough_s, limit_s)
    finally:
        await _break_off([task for task in tasks if not task.done()])
    return [_told(question, task) for question, task in zip(questions, tasks, strict=True)]


async def in_time(what: str, work: Awaitable[T], limit_s: float) -> tuple[T | None, Look]:
    """What one piece of work of our own brings, None where it did not; and what came of it, under the name `what`."""
    try:
        async with asyncio.timeout(max(0.0, limit_s)):
            return await work, Look(system=what)
    except TimeoutError:
        return None, Look(system=what, is_late=True)
    except Exception as error:  # noqa: BLE001 -- it must not cost what was found otherwise
        log.error("look_bug", look=what, **place_of(error))  # noqa: TRY400 -- its message may hold what was read
        return None, Look(system=what, trouble="something went wrong, it is logged")


def is_our_own_end(error: BaseException) -> bool:
    """Whether this is somebody ending the task or the process, and no cancellation of something else that a connector
    let out.
    """
    if isinstance(error, BaseExceptionGroup):
        return error.subgroup((KeyboardInterrupt, SystemExit)) is not None
    if not isinstance(error, asyncio.CancelledError):
        return False
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


async def _until_enough(tasks: Sequence[asyncio.Task[Look]], enough_s: float, limit_s: float) -> None:
    time = asyncio.get_running_loop().time
    end = time() + limit_s
    _, waiting = await asyncio.wait(tasks, timeout=min(enough_s, limit_s))
    while waiting and not any(map(_has_brought, tasks)) and (left_s := end - time()) > 0:
        _, waiting = await asyncio.wait(waiting, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)


def _has_brought(task: asyncio.Task[Look]) -> bool:
    return task.done() and not task.cancelled() and bool(task.result().items)


async def _break_off(tasks: Sequence[asyncio.Task[Look]]) -> None:
    """Cancel, and wait a moment for them; one that will not end is left behind and logged."""
    for task in tasks:
        task.cancel()
    if tasks:
        _, deaf = await asyncio.wait(tasks, timeout=_LAST_WORDS_S)
        for task in deaf:
            log.error("look_will_not_end", look=task.get_name())


def _told(question: Question, task: asyncio.Task[Look]) -> Look:
    if task.done() and not task.cancelled():
        return task.result()
    return replace(_empty(question), is_late=True)


def _empty(question: Question) -> Look:
    return Look(system=question.connected.title, connector=question.connected.name, what=question.what)


async def _looked(question: Question) -> Look:
    """The edge at which a connector's failures, bugs included, become a sentence."""
    connected = question.connected
    try:
        async with asyncio.timeout(connected.time_limit_s):
            found = await question.ask()
        return replace(_empty(question), items=tuple(found.items), remark=found.remark)
    except Unavailable as error:
        trouble = error.reason
    except TimeoutError:
        trouble = "timed out"
    except (Exception, BaseExceptionGroup, GeneratorExit, asyncio.CancelledError) as error:
        if is_our_own_end(error):
            raise
        log.error("connector_bug", connector=connected.name, kind=connected.kind, error=type(error).__name__)  # noqa: TRY400 -- its message may hold what it read
        trouble = f"it failed in a way that nobody foresaw ({type(error).__name__})"
    return replace(_empty(question), trouble=trouble)
