"""The connection to Slack breaks again and again while people talk."""

import asyncio
import random
from pathlib import Path

import pytest

from app.bootstrap import watchkeeper
from tests.chaos.accounts import differences
from tests.chaos.scene import COMMANDS, scene, talking, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]

CUTS = 25


@pytest.mark.parametrize("lost", [False, True], ids=["sent_again", "lost"])
async def test_cut(lost: bool, chaos_seed: int, tmp_path: Path):
    """Slack sends again what was not acknowledged, or does not and it has to be read back."""
    chance = random.Random(chaos_seed)
    async with scene(chaos_seed) as here, watchkeeper(here.settings(tmp_path)) as bot:
        await wait_for(here.connected)
        await here.adopt()
        async with talking(here, COMMANDS):
            for _ in range(CUTS):
                if lost:
                    here.lose_events()
                before = here.connections
                await here.server.drop_connections()
                await here.reconnected(before)
                here.deliver_events()
                await asyncio.sleep(chance.uniform(0, 0.2))
        if lost:  # what was lost after the last cut was read back, and before events came again, the next gap shows
            before = here.connections
            await here.server.drop_connections()
            await here.reconnected(before)
        await here.settle(bot.database)
        assert await differences(here, bot.database, every_step=not lost) == []
