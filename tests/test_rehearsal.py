"""The clock of a rehearsal, and that what is said is done."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.rehearsal import Rehearsal, StepClock, manifest, new_workspace, rehearse
from app.sandbox.server import SandboxServer

START_S = 1_700_000_000.0


def test_the_clock_stands_until_it_is_moved_and_never_goes_back():
    clock = StepClock(START_S)
    assert clock.now_s() == START_S
    assert clock.now() == datetime.fromtimestamp(START_S, UTC)
    clock.move_to(START_S + 60, START_S + 60)
    assert clock.now_s() == START_S + 60
    clock.move_to(START_S, START_S)
    assert clock.now_s() == START_S + 60


def test_the_clock_goes_on_by_itself_up_to_the_next_step():
    clock = StepClock(START_S)
    clock.move_to(START_S, START_S + 0.000001)
    while clock.now_s() < START_S + 0.000001:
        pass
    assert clock.now_s() == START_S + 0.000001
    clock.move_to(START_S + 10)
    assert clock.now_s() >= START_S + 10


def test_the_manifest_is_the_one_that_people_paste():
    assert manifest()["display_information"]["name"] == "Watchkeeper"


@pytest.mark.parametrize("working", [False, True])
async def test_what_is_asked_is_answered(tmp_path, working):
    clock = StepClock(START_S)
    workspace = new_workspace(clock, "Lantern Tickets")
    ana = workspace.add_user("ana", "Ana Ferreira").id
    async with SandboxServer(workspace) as server:
        general = server.acts.create_channel(ana, "general")
        answered = asyncio.Event()
        workspace.bus.watch(lambda change: answered.set() if change.event["type"] == "sandbox.ephemeral" else None)
        async with rehearse(server, clock, tmp_path, working=working, port=-1) as rehearsal:
            assert workspace.domain == "lantern-tickets"
            assert (await server.acts.command(ana, general, "/inc help")).ok
            if not working:
                await rehearsal.settle()
            await asyncio.wait_for(answered.wait(), 20)
            [answer] = workspace.posting.ephemeral.values()
            assert answer.only_for == ana


async def test_an_endless_conversation_is_noticed(tmp_path, monkeypatch):
    clock = StepClock(START_S)
    async with (
        SandboxServer(new_workspace(clock, "Lantern")) as server,
        rehearse(server, clock, tmp_path, working=False, port=-1) as rehearsal,
    ):
        always_busy = Rehearsal(server, rehearsal.app, _Busy(), clock)
        with pytest.raises(RuntimeError, match="keep answering each other"):
            await always_busy.settle()


class _Busy:
    async def catch_up(self) -> int:
        return 1
