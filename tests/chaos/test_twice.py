"""Every event comes twice and late, so that later ones overtake it."""

import asyncio
from pathlib import Path

import pytest

from app.bootstrap import watchkeeper
from app.sandbox.faults import EVENTS, Fault
from tests.chaos.accounts import differences
from tests.chaos.scene import COMMANDS, scene, talking, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


async def test_twice_and_out_of_order(chaos_seed: int, tmp_path: Path):
    async with scene(chaos_seed) as here, watchkeeper(here.settings(tmp_path)) as bot:
        await wait_for(here.connected)
        await here.adopt()
        await here.settle(bot.database)
        here.wires.add(Fault(EVENTS, "duplicate", times=None))
        here.wires.add(Fault(EVENTS, "shuffle", times=None, delay_s=0.5))
        async with talking(here, COMMANDS):
            await asyncio.sleep(5)
        await here.settle(bot.database)
        assert await differences(here, bot.database, every_step=True) == []
