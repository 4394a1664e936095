"""Slack answers badly: too many requests, errors, nonsense, and connections that break before or after it has acted."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import watchkeeper
from app.sandbox.faults import Fault
from tests.chaos.accounts import differences
from tests.chaos.scene import COMMANDS, scene, talking, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]

_METHODS = ("chat.postMessage", "conversations.history", "conversations.replies", "chat.update", "conversations.create")
_ROUNDS = 12


def troubles(method: str, chance: random.Random) -> Iterator[Fault]:
    """One of each kind, somewhere among the next calls."""
    skip = chance.randint(0, 3)
    yield Fault(method, "status", status=429, retry_after_s=1, skip=skip)
    yield Fault(method, "status", status=500, skip=chance.randint(0, 3))
    yield Fault(method, "garbage", skip=chance.randint(0, 3))
    yield Fault(method, "drop_before", skip=chance.randint(0, 3))
    yield Fault(method, "drop_after", skip=chance.randint(0, 3))
    yield Fault(method, "delay", delay_s=0.3, skip=chance.randint(0, 3))


async def test_trouble(chaos_seed: int, tmp_path: Path):
    chance = random.Random(chaos_seed)
    async with scene(chaos_seed) as here, watchkeeper(here.settings(tmp_path)) as bot:
        await wait_for(here.connected)
        await here.adopt()
        async with talking(here, COMMANDS):
            for number in range(_ROUNDS):
                for method in _METHODS:
                    here.wires.add(chance.choice(list(troubles(method, chance))))
                if number % 4 == 3:
                    before = here.connections
                    await here.server.drop_connections()
                    await here.reconnected(before)
                await asyncio.sleep(chance.uniform(0, 0.8))
        here.wires.clear()
        await here.settle(bot.database)
        assert await differences(here, bot.database, every_step=True) == []
