"""The moments at which a bot is killed."""

import asyncio
import random
from collections.abc import Callable

from app.sandbox.changes import Change
from app.sandbox.faults import Fault
from tests.chaos.process import BotProcess
from tests.chaos.scene import Scene, wait_for

_LONGEST_LIFE_S = 1.5
_CALLS = ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies", "conversations.create")


async def one_kill(here: Scene, bot: BotProcess, chance: random.Random) -> None:
    """After some time, or in the midst of something."""
    way = chance.choice(("time", "call", "call", "said", "whispered"))
    if way == "time":
        await asyncio.sleep(chance.uniform(0, _LONGEST_LIFE_S))
        bot.shoot()
        return
    await wait_for(here.connected)
    shot = asyncio.Event()

    def shoot() -> None:
        bot.shoot()
        shot.set()

    if way == "call":
        method, refused = chance.choice(_CALLS), chance.random() < 0.5
        await _shot_at_call(here, method, shoot, shot, Fault(method, "drop_before") if refused else None)
    else:
        await _shot_at_change(here, "message" if way == "said" else "sandbox.ephemeral", shoot, shot)


async def _shot_at_call(
    here: Scene, method: str, shoot: Callable[[], None], shot: asyncio.Event, befalls: Fault | None
) -> None:
    """When the bot calls `method`; the call is carried out all the same unless something befalls it."""

    def tripped(called: str) -> Fault | None:
        if called != method or shot.is_set():
            return None
        shoot()
        return befalls

    here.wires.tripped = tripped
    await _soon(shot, shoot)
    here.wires.tripped = None


async def _shot_at_change(here: Scene, kind: str, shoot: Callable[[], None], shot: asyncio.Event) -> None:
    """When the bot has said something, before it hears that it has."""

    def watch(change: Change) -> None:
        message = change.event.get("message", change.event)
        ours = isinstance(message, dict) and message.get("user") == here.app.bot_user_id
        if change.event.get("type") == kind and ours and not shot.is_set():
            shoot()

    unwatch = here.server.workspace.bus.watch(watch)
    await _soon(shot, shoot)
    unwatch()


async def _soon(shot: asyncio.Event, shoot: Callable[[], None]) -> None:
    """If it does not come to that, then without it."""
    try:
        async with asyncio.timeout(_LONGEST_LIFE_S):
            await shot.wait()
    except TimeoutError:
        shoot()
