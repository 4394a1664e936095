"""The bot as a whole: it starts, answers by itself, says how it is, and goes on after a restart, over Socket Mode or HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from pydantic import SecretStr

from app.bootstrap import watchkeeper
from app.domain.entry import Kind
from app.domain.errors import UserError
from app.rehearsal import StepClock, manifest, new_workspace, sandbox_settings
from app.sandbox.changes import Change
from app.sandbox.install import App
from app.sandbox.server import SandboxServer
from app.store.opening import bring_up_to_date, open_database

ANA = "U0ANA"


@pytest.fixture
def clock() -> StepClock:
    running = StepClock(1_773_480_413.0)
    running.move_to(1_773_480_413.0)
    return running


@pytest.fixture
async def server(clock) -> AsyncIterator[SandboxServer]:
    workspace = new_workspace(clock, "Lantern")
    workspace.add_user("ana", "Ana Ferreira", user_id=ANA)
    async with SandboxServer(workspace) as running:
        yield running


@pytest.fixture
def slack_app(server) -> App:
    return server.workspace.install(manifest())


@pytest.fixture
def port() -> int:
    """One that is free, most likely."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


async def seen(server: SandboxServer, wanted: Callable[[Change], bool], act) -> None:
    """Do it, and wait until what is wanted has happened in the workspace."""
    happened = asyncio.Event()
    stop = server.workspace.bus.watch(lambda change: happened.set() if wanted(change) else None)
    await act()
    await asyncio.wait_for(happened.wait(), 20)
    stop()


def says(words: str) -> Callable[[Change], bool]:
    return lambda change: words in str(change.event.get("text")) or words in str(change.event.get("message"))


async def test_it_works_by_itself_and_goes_on_after_a_restart(server, slack_app, tmp_path, port, clock):
    general = server.acts.create_channel(ANA, "general")
    settings = sandbox_settings(server, slack_app, tmp_path, port=port)
    async with watchkeeper(settings, clock.now) as bot:
        await asyncio.wait_for(bot.connected.wait(), 20)

        async def adopt() -> None:
            await server.acts.command(ANA, general, "/inc adopt Checkout is down")

        await seen(server, says("I am recording this channel"), adopt)
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as response:
            assert (response.status, await response.json()) == (200, {"ok": True, "reason": ""})
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as response:
            assert 'watchkeeper_incidents{status="investigating"} 1.0' in await response.text()
        stop = asyncio.Event()
        stop.set()
        await bot.run_until(stop)
    server.acts.say(ANA, general, "said while nobody listened")
    async with watchkeeper(settings, clock.now) as bot:
        await asyncio.wait_for(bot.connected.wait(), 20)
        await server.settled()
        incident = await bot.reader.incident("INC-1")

        async def close() -> None:
            await server.acts.command(ANA, general, "/inc close")

        await seen(server, says("Status: closed"), close)
        texts = [entry.text for entry in await bot.reader.entries(incident) if entry.kind is Kind.MESSAGE]
        assert texts == ["said while nobody listened"]
        assert await bot.verify(incident) == []


async def test_it_works_over_http(server, tmp_path, port, clock):
    hook = f"http://127.0.0.1:{port}/slack/events"
    asked = dict(manifest())
    settings = dict(asked["settings"]) | {"socket_mode_enabled": False}
    settings["event_subscriptions"] = dict(settings["event_subscriptions"]) | {"request_url": hook}
    settings["interactivity"] = {"is_enabled": True, "request_url": hook}
    features = dict(asked["features"])
    features["slash_commands"] = [dict(one) | {"url": hook} for one in features["slash_commands"]]
    general = server.acts.create_channel(ANA, "general")
    app = server.workspace.install(asked | {"settings": settings, "features": features})
    given = sandbox_settings(server, app, tmp_path, port=port).model_copy(
        update={"slack_app_token": SecretStr(""), "slack_signing_secret": SecretStr(app.signing_secret)}
    )
    async with watchkeeper(given, clock.now) as bot:
        assert bot.connected.is_set()

        async def adopt() -> None:
            assert (await server.acts.command(ANA, general, "/inc adopt Checkout is down")).ok

        await seen(server, says("I am recording this channel"), adopt)
        server.acts.say(ANA, general, "hello")
        await server.settled()
        incident = await bot.reader.incident("INC-1")
        assert "hello" in [entry.text for entry in await bot.reader.entries(incident)]
        async with aiohttp.ClientSession() as session, session.post(hook, json={"type": "event_callback"}) as unsigned:
            assert unsigned.status == 401


async def test_a_refused_app_token_ends_it(server, slack_app, tmp_path, clock):
    settings = sandbox_settings(server, slack_app, tmp_path, port=-1)
    settings = settings.model_copy(update={"slack_app_token": SecretStr("xapp-wrong")})
    async with watchkeeper(settings, clock.now) as bot:
        with pytest.raises(UserError, match="connections:write"):
            await asyncio.wait_for(bot.run_until(asyncio.Event()), 20)


async def test_the_folder_of_the_database_is_made(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/a/b/c.db")
    assert await bring_up_to_date(database)
    await database.close()
    assert (tmp_path / "a" / "b" / "c.db").exists()
