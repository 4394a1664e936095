"""The sandbox with Slack's own JavaScript clients on the other side: Bolt in both delivery modes, and the Web API client.

Needs node, and the clients: `npm ci` in `tests/sandbox/npm`.
"""

import asyncio
import json
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.server import SandboxServer

HERE = Path(__file__).parent / "npm"
START_S = 30.0

pytestmark = [pytest.mark.npm, pytest.mark.xdist_group("npm")]


@pytest.fixture(scope="module")
def node() -> str:
    """The path of node. Skips where it or the clients are missing; under CI that is a failure."""
    found = shutil.which("node")
    if found and (HERE / "node_modules" / "@slack" / "bolt").is_dir():
        return found
    reason = "run `npm ci` in tests/sandbox/npm" if found else "node is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"Slack's JavaScript clients have to be tested here: {reason}")
    pytest.skip(f"Slack's JavaScript clients are not here: {reason}")


class Script:
    """A running script, and what it tells."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._told: list[dict] = []

    async def tells(self, what: str) -> dict:
        """The next thing of that kind; others are kept for later."""
        for told in self._told:
            if told["what"] == what:
                self._told.remove(told)
                return told
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            assert told["what"] != "error", told
            if told["what"] == what:
                return told
            self._told.append(told)
        raise AssertionError(
            f"the script ended without telling {what!r}: {(await self._process.stderr.read()).decode()}"
        )


@asynccontextmanager
async def running(node: str, script: str, settings: dict) -> AsyncIterator[Script]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        node,
        HERE / script,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env={"SANDBOX": json.dumps(settings), "NO_PROXY": "*"},
    )
    try:
        async with asyncio.timeout(START_S):
            yield Script(process)
    finally:
        process.stdin.close()
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


BUTTON = {"type": "button", "action_id": "declare", "value": "now", "text": {"type": "plain_text", "text": "Declare"}}


async def live_with(bolt_app: Script, server, place, web) -> None:
    """Everything that the small Bolt app reacts to, in either delivery mode."""
    acts, ann, channel = server.acts, place.ann, place.general

    ts = acts.say(ann, channel, "ping")
    assert await bolt_app.tells("message") == {"what": "message", "user": ann, "text": "ping", "ts": ts}
    replies = (await web.conversations_replies(channel=channel, ts=ts))["messages"]
    assert [reply["text"] for reply in replies] == ["ping", "pong"]

    acts.say(ann, channel, f"<@{place.app.bot_user_id}> help &amp; hurry")
    mention = await bolt_app.tells("app_mention")
    assert mention["text"] == f"<@{place.app.bot_user_id}> help &amp; hurry"
    assert mention["botUserId"] == place.app.bot_user_id

    acts.react(ann, channel, ts, "eyes")
    assert (await bolt_app.tells("reaction_added"))["ts"] == ts
    acts.edit(ann, channel, ts, "ping pong")
    changed = await bolt_app.tells("message_changed")
    assert (changed["before"], changed["text"]) == ("ping", "ping pong")
    acts.open_home(ann, place.app.app_id)
    home = await bolt_app.tells("home")
    assert place.workspace.views.home(ann, place.app.app_id).id == home["viewId"]

    outcome = await acts.command(ann, channel, "/inc new Checkout is down")
    assert outcome.ok
    assert (await bolt_app.tells("command"))["text"] == "new Checkout is down"
    whispered = [message.text for message in place.workspace.posting.ephemeral.values()]
    assert whispered == ["You said new Checkout is down"]
    assert place.workspace.channels[channel].log.all()[-1].text == "Everybody sees this"

    posted = await web.chat_postMessage(
        channel=channel, text="menu", blocks=[{"type": "actions", "elements": [BUTTON]}]
    )
    assert (await acts.click(ann, channel, posted["ts"], "declare")).ok
    clicked = await bolt_app.tells("click")
    assert clicked["value"] == "now"
    refused = await acts.submit_view(ann, clicked["viewId"], {"title": "x"})
    assert refused.errors == {"title": "Longer, please"}
    accepted = await acts.submit_view(ann, clicked["viewId"], {"title": "Checkout is down"})
    assert accepted.ok
    assert [(await bolt_app.tells("submission"))["title"] for _ in range(2)] == ["x", "Checkout is down"]

    assert (await acts.message_shortcut(ann, "keep", channel, ts)).ok
    assert (await bolt_app.tells("message_shortcut"))["text"] == "ping pong"
    assert (await acts.global_shortcut(ann, "declare")).ok
    assert (await bolt_app.tells("global_shortcut"))["user"] == ann
    await server.settled()
    assert place.workspace.undelivered == 0


async def test_bolt_by_socket_mode(node, server, place, client):
    place.add_bot(place.general)
    settings = {"apiUrl": server.api_url, "botToken": place.app.bot_token, "appToken": place.app.app_token}
    async with running(node, "bolt_app.mjs", settings) as bolt_app:
        await bolt_app.tells("ready")
        await live_with(bolt_app, server, place, client)


async def test_bolt_connects_again_and_hears_what_it_missed(node, server, place):
    place.add_bot(place.general)
    settings = {"apiUrl": server.api_url, "botToken": place.app.bot_token, "appToken": place.app.app_token}
    async with running(node, "bolt_app.mjs", settings) as bolt_app:
        await bolt_app.tells("ready")
        await server.drop_connections()
        ts = server.acts.say(place.ann, place.general, "ping while nobody listens")
        assert (await bolt_app.tells("message"))["ts"] == ts


async def test_bolt_by_http(node, clock, place):
    port = free_port()
    place = type(place)(clock, socket_mode=False, url=f"http://127.0.0.1:{port}/slack/events")
    async with SandboxServer(place.workspace) as server:
        settings = {
            "apiUrl": server.api_url, "botToken": place.app.bot_token, "signingSecret": place.app.signing_secret,
            "port": port,
        }  # fmt: skip
        async with running(node, "bolt_app.mjs", settings) as bolt_app:
            await bolt_app.tells("ready")
            assert await server.events_api(place.app).verify()
            place.add_bot(place.general)
            await live_with(bolt_app, server, place, AsyncWebClient(place.app.bot_token, base_url=server.api_url))


async def test_the_web_client(node, server, place):
    limited = "team.info"
    server.rates.force(limited, retry_after_s=7)
    settings = {
        "apiUrl": server.api_url, "botToken": place.app.bot_token, "user": place.ann, "limitedMethod": limited,
    }  # fmt: skip
    async with running(node, "web_client.mjs", settings) as script:
        assert (await script.tells("auth"))["user_id"] == place.app.bot_user_id
        pages = (await script.tells("pages"))["texts"]
        assert [key for page in pages for key in page] == ["k7", "k6", "k5", "k4", "k3", "k2", "k1"]
        assert len(pages) >= 3
        card = await script.tells("card")
        assert card["text"] == "new card"
        assert card["permalink"].endswith(f"/p{card['ts'].replace('.', '')}")
        assert [(one["name"], one["count"]) for one in card["reactions"]] == [("eyes", 1)]
        assert card["pins"] == 1
        file = await script.tells("file")
        assert (file["name"], file["content"]) == ("log.txt", "12:01 it burns\n")
        assert file["size"] == len("12:01 it burns\n")
        assert (await script.tells("canvas"))["canvas"].startswith("F")
        refusals = await script.tells("refusals")
    errors = {name: (refusal or {}).get("error") for name, refusal in refusals.items() if name != "what"}
    assert errors == {
        "missing": "invalid_arguments", "unknown": "channel_not_found", "blocks": "invalid_blocks",
        "taken": "name_taken", "scope": "missing_scope", "method": "unknown_method", "token": "invalid_auth", "limited": None,
    }  # fmt: skip
    assert refusals["missing"]["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    assert refusals["scope"]["needed"] == "users.profile:read"
    assert "chat:write" in refusals["scope"]["provided"]
    assert refusals["limited"]["code"] == "slack_webapi_rate_limited_error"
    assert refusals["limited"]["retryAfter"] == 7
