import asyncio

import pytest

from app.domain.entry import Kind
from app.domain.errors import UserError
from app.sandbox.faults import Fault
from app.slack.surface import build_app, run_socket_mode
from tests.slack.conftest import ANA, Rig


async def until(condition, within_s: float = 5.0) -> None:
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 -- the sandbox has no event for these
            await asyncio.sleep(0.01)


async def test_a_token_that_slack_does_not_take_is_said_at_the_start(rig: Rig) -> None:
    async def never() -> None:
        pytest.fail("no gap")

    app = build_app(rig.chat, rig.recorder, rig.desk)
    with pytest.raises(UserError, match="connections:write"):
        await run_socket_mode(app, rig.chat, "xapp-wrong", stopping=asyncio.Event(), on_gap=never)


async def test_what_was_said_while_the_cable_was_out_comes_afterwards(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    await live.server.drop_connections()
    ts = live.acts.say(ANA, channel, "are you there?")
    await until(lambda: live.gaps == 1)
    await live.server.settled()
    assert f"m:{channel}/{ts}" in {one.key for one in await live.entries(incident)}


async def test_a_connection_that_slack_renews_leaves_no_gap(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    mode = live.server.socket_mode(live.slack_app)
    mode.refresh("warning")
    await until(lambda: mode.connections == 2)
    said = [live.acts.say(ANA, channel, f"message {number}") for number in range(10)]
    await live.server.settled()
    recorded = {one.key for one in await live.entries(incident)}
    assert {f"m:{channel}/{ts}" for ts in said} <= recorded
    assert live.gaps == 0


async def test_slack_may_refuse_for_a_while(live: Rig, channel: str) -> None:
    live.server.faults.add(Fault("apps.connections.open", "status", times=2, status=429, retry_after_s=0))
    live.server.faults.add(Fault("apps.connections.open", "status", times=1, status=503))
    await live.server.drop_connections()
    await until(lambda: live.gaps == 1)


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    capture, failures = live.recorder.capture, []

    async def fails_once(*given) -> bool:
        if not failures:
            failures.append(given)
            raise RuntimeError("disk full")
        return await capture(*given)

    live.recorder.capture = fails_once  # type: ignore[method-assign]
    ts = live.acts.say(ANA, channel, "remember this")
    await until(lambda: failures)
    await live.server.drop_connections()  # Slack sends again what was not acknowledged
    await until(lambda: live.gaps == 1)
    await live.server.settled()
    said = [one for one in await live.entries(incident) if one.kind is Kind.MESSAGE]
    assert [one.key for one in said] == [f"m:{channel}/{ts}"]


async def test_stopping_finishes_what_is_under_way(rig: Rig, channel: str) -> None:
    incident = await rig.incident(channel)
    capture, begun, go = rig.recorder.capture, asyncio.Event(), asyncio.Event()

    async def slow(*given) -> bool:
        begun.set()
        await go.wait()
        return await capture(*given)

    async with rig.listening():
        await rig.server.settled()
        rig.recorder.capture = slow  # type: ignore[method-assign]
        ts = rig.acts.say(ANA, channel, "last words")
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, go.set)
    assert f"m:{channel}/{ts}" in {one.key for one in await rig.entries(incident)}
    assert rig.server.workspace.undelivered == 0


async def test_a_cable_that_is_pulled_again_and_again_loses_and_repeats_nothing(live: Rig, channel: str) -> None:
    incident = await live.incident(channel)
    said = []
    for number in range(25):
        said += [live.acts.say(ANA, channel, f"message {number}.{part}") for part in range(4)]
        await asyncio.sleep(0)
        await live.server.drop_connections()
        await live.connected.wait()
    await live.server.settled()
    recorded = [one.key for one in await live.entries(incident) if one.kind is Kind.MESSAGE]
    assert sorted(recorded) == sorted(f"m:{channel}/{ts}" for ts in said)
