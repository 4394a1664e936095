"""The bot is killed again and again while people talk; afterwards nothing is lost and nothing is there twice."""

import asyncio
import random
from pathlib import Path

import pytest

from app.sandbox.changes import Change
from app.sandbox.faults import Fault
from app.store.database import Database
from tests.chaos.accounts import differences, gone_words
from tests.chaos.process import BotProcess
from tests.chaos.scene import COMMANDS, PATIENCE_S, Scene, scene

pytestmark = pytest.mark.chaos

KILLS = 25
_LONGEST_LIFE_S = 1.5
_CALLS = ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies", "conversations.create")


async def test_killed(chaos_seed: int, tmp_path: Path):
    address = f"sqlite:///{tmp_path / 'watchkeeper.db'}"
    async with (
        scene(chaos_seed) as here,
        BotProcess(here.environment(address, tmp_path), tmp_path / "bot.log") as bot,
    ):
        await bot.start()
        await wait_for(here.connected)
        await here.adopt()
        stop = asyncio.Event()
        talking = asyncio.create_task(here.talk.go_on(stop, COMMANDS))
        try:
            await kill_often(here, bot, random.Random(chaos_seed))
        finally:
            stop.set()
            await talking
        database = Database(address)
        await here.settle(database)
        assert await differences(here, database, every_step=False) == []
        await database.close()
        assert bot.errors == []
        files = b"".join(path.read_bytes() for path in tmp_path.glob("watchkeeper.db*"))
        assert [word for word in gone_words(here.talk.said) if word.encode() in files] == []
        print(f"seed {chaos_seed}: {bot.kills} kills, {len(here.talk.said)} messages, {len(here.talk.typed)} commands")


async def kill_often(here: Scene, bot: BotProcess, chance: random.Random) -> None:
    """Every other time what Slack holds for the bot is thrown away, so that only reading back can bring it."""
    for number in range(KILLS):
        await one_kill(here, bot, chance)
        await bot.buried()
        if number % 2:
            here.lose_events()
        await bot.start()
        if number % 2 or number == KILLS - 1:
            await wait_for(here.connected)
            here.deliver_events()


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


async def _shot_at_call(here: Scene, method: str, shoot, shot: asyncio.Event, befalls: Fault | None) -> None:
    """When the bot calls `method`; the call is carried out all the same unless something befalls it."""

    def tripped(called: str) -> Fault | None:
        if called != method or shot.is_set():
            return None
        shoot()
        return befalls

    here.wires.tripped = tripped
    await _soon(shot, shoot)
    here.wires.tripped = None


async def _shot_at_change(here: Scene, kind: str, shoot, shot: asyncio.Event) -> None:
    """When the bot has said something, before it hears that it has."""

    def watch(change: Change) -> None:
        message = change.event.get("message", change.event)
        ours = isinstance(message, dict) and message.get("user") == here.app.bot_user_id
        if change.event.get("type") == kind and ours and not shot.is_set():
            shoot()

    unwatch = here.server.workspace.bus.watch(watch)
    await _soon(shot, shoot)
    unwatch()


async def _soon(shot: asyncio.Event, shoot) -> None:
    """If it does not come to that, then without it."""
    try:
        async with asyncio.timeout(_LONGEST_LIFE_S):
            await shot.wait()
    except TimeoutError:
        shoot()


async def wait_for(event: asyncio.Event) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await event.wait()
