"""The bot is killed again and again while people talk; afterwards nothing is lost and nothing is there twice."""

import os
import random
from pathlib import Path

import pytest

from app.store.database import Database
from tests.chaos.accounts import differences, gone_words
from tests.chaos.killing import one_kill
from tests.chaos.process import BotProcess
from tests.chaos.scene import COMMANDS, Scene, scene, talking, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]

KILLS = int(os.environ.get("CHAOS_KILLS") or 4)


async def test_killed(chaos_seed: int, tmp_path: Path):
    address = f"sqlite:///{tmp_path / 'watchkeeper.db'}"
    async with (
        scene(chaos_seed) as here,
        BotProcess(here.environment(address, tmp_path), tmp_path / "bot.log") as bot,
    ):
        await bot.start()
        await wait_for(here.connected)
        await here.adopt()
        async with talking(here, COMMANDS):
            await kill_often(here, bot, random.Random(chaos_seed))
        database = Database(address)
        await here.settle(database)
        assert await differences(here, database, every_step=False) == []
        await database.close()
        assert bot.errors == []
        assert bot.kills == KILLS
        assert kept_in_files(here, tmp_path) == []


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


def kept_in_files(here: Scene, folder: Path) -> list[str]:
    """Words of deleted messages that are still somewhere in SQLite's files."""
    files = b"".join(path.read_bytes() for path in folder.glob("watchkeeper.db*"))
    return [word for word in gone_words(here.talk.said) if word.encode() in files]
