"""Two bots share a PostgreSQL database; one of them is killed again and again while the other goes on."""

import os
import random
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from app.store.database import Database
from tests.chaos.accounts import differences
from tests.chaos.killing import one_kill
from tests.chaos.process import BotProcess
from tests.chaos.scene import COMMANDS, scene, talking, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]

KILLS = int(os.environ.get("CHAOS_KILLS") or 4)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
async def test_replicas(chaos_seed: int, database_address: str, database: Database, tmp_path: Path):
    chance = random.Random(chaos_seed)
    async with scene(chaos_seed) as here, AsyncExitStack() as stack:
        environment = here.environment(database_address, tmp_path)
        logs = [tmp_path / f"bot{number}.log" for number in range(2)]
        bots = [await stack.enter_async_context(BotProcess(environment, log, "tests.chaos.replica")) for log in logs]
        for bot in bots:
            await bot.start()
        await wait_for(here.connected)
        await here.adopt()
        async with talking(here, COMMANDS):
            for _ in range(KILLS):
                bot = chance.choice(bots)
                await one_kill(here, bot, chance)
                await bot.buried()
                await bot.start()
        await here.settle(database)
        assert await differences(here, database, every_step=False) == []
        assert [error for bot in bots for error in bot.errors] == []
