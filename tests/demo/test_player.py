import asyncio

import pytest

from app.demo.player import Player
from app.demo.scenario import read_scenario
from app.demo.stage import Stage
from app.rehearsal import StepClock, new_workspace
from app.sandbox.server import SandboxServer


@pytest.fixture
def scenario():
    """The first steps of the script, before the bot has to do anything."""
    whole = read_scenario()
    return type(whole)(whole.title, whole.workspace, whole.starts, whole.people, whole.channels, whole.steps[:4])


@pytest.fixture
def clock():
    return StepClock(1_700_000_000.0)


@pytest.fixture
async def server(clock):
    async with SandboxServer(new_workspace(clock, "Lantern")) as running:
        yield running


async def test_it_plays_every_step_by_the_scripts_clock(scenario, clock, server):
    stage = Stage(server, scenario)
    player = Player(scenario, stage, clock, 1_700_000_000.0, 1000.0)
    await asyncio.wait_for(player.play(), 10)
    assert player.status()["position"] == player.status()["total"] == 4
    said = server.workspace.channels[stage.channels["general"]].log.all()
    assert said[-1].text == "yes, declaring now"
    assert float(said[-1].ts) == pytest.approx(1_700_000_000 + scenario.steps[3].after_s, abs=1)


async def test_it_waits_while_it_is_paused_and_changes_its_speed(scenario, clock, server):
    player = Player(scenario, Stage(server, scenario), clock, 1_700_000_000.0, 0.1)
    player.control({"paused": True, "speed": 5000, "nonsense": 1})
    assert (player.status()["paused"], player.status()["speed"]) == (True, 1000.0)
    playing = asyncio.create_task(player.play())
    for _ in range(10):
        await asyncio.sleep(0)
    assert player.status()["position"] == 0
    player.control({"paused": False})
    await asyncio.wait_for(playing, 10)
    assert player.status()["position"] == 4
    player.control({"speed": "fast", "paused": "no"})
    player.control({"speed": True})
    assert player.status()["speed"] == 1000.0
