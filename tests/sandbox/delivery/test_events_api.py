"""The HTTP Events API towards a real bolt app, and towards servers that misbehave."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import Fault
from app.sandbox.server import SandboxServer

QUICK = Timing(ack_timeout_s=1.0, retry_delays_s=(0.0, 0.0, 0.0))


class Receiver:
    """An app's address. `answer` says what to do with each request; all of them are kept."""

    def __init__(self):
        self.requests = []
        self.answer = self.fine
        site = web.Application()
        site.router.add_post("/slack/events", self.handle)
        self.server = TestServer(site)

    async def fine(self, request):
        return web.Response()

    async def handle(self, request):
        body = await request.read()
        self.requests.append((request.headers, body))
        return await self.answer(request)


@pytest.fixture
async def receiver():
    receiver = Receiver()
    await receiver.server.start_server()
    yield receiver
    await receiver.server.close()


@pytest.fixture
def place(make_place, receiver):
    url = str(receiver.server.make_url("/slack/events"))
    place = make_place(socket_mode=False, url=url, events=["message.channels", "app_mention"])
    place.add_bot(place.general)
    place.forget_events()
    return place


@pytest.fixture
async def server(place):
    async with SandboxServer(place.workspace, timing=QUICK) as running:
        yield running


async def settled(server):
    async with asyncio.timeout(5):
        await server.settled()


async def test_bolt_takes_events_commands_and_clicks(server, place, receiver):
    client = AsyncWebClient(token=place.app.bot_token, base_url=server.api_url)
    bolt = AsyncApp(client=client, signing_secret=place.app.signing_secret)
    heard, clicks = asyncio.Queue(), asyncio.Queue()

    @bolt.event("app_mention")
    async def on_mention(event):
        await heard.put(event)

    @bolt.event("message")
    async def on_message():
        pass

    @bolt.command("/inc")
    async def on_command(ack, command):
        await ack(text=f"ok {command['text']}", response_type="in_channel")

    @bolt.action("go")
    async def on_click(ack, respond):
        await ack()
        await respond("pressed", replace_original=True)
        await clicks.put(None)

    async def answer(request):
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    receiver.answer = answer
    assert await server.events_api(place.app).verify()
    async with asyncio.timeout(5):
        server.acts.say(place.ann, place.general, f"<@{place.app.bot_user_id}> help")
        assert (await heard.get())["user"] == place.ann
        outcome = await server.acts.command(place.ann, place.general, "/inc list")
        assert outcome.payload["text"] == "ok list"
        blocks = [{"type": "actions", "elements": [
            {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}]}]  # fmt: skip
        posted = await client.chat_postMessage(channel=place.general, text="menu", blocks=blocks)
        assert (await server.acts.click(place.ann, place.general, posted["ts"], "go")).ok
        await clicks.get()
        await server.settled()
    channel = place.workspace.channels[place.general]
    assert channel.log.known(posted["ts"]).text == "pressed"
    assert any(message.text == "ok list" for message in channel.log.all())


async def test_a_failing_app_gets_it_four_times(server, place, receiver):
    async def fail(request):
        return web.Response(status=500)

    receiver.answer = fail
    server.acts.say(place.ann, place.general, "down")
    await settled(server)
    numbers = [headers.get("X-Slack-Retry-Num") for headers, _ in receiver.requests]
    assert numbers == [None, "1", "2", "3"]
    assert receiver.requests[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert len(place.workspace.outboxes[place.app.app_id].lost) == 1


async def test_an_app_can_stop_the_retries(server, place, receiver):
    async def fail(request):
        return web.Response(status=500, headers={"x-slack-no-retry": "1"})

    receiver.answer = fail
    server.acts.say(place.ann, place.general, "down")
    await settled(server)
    assert len(receiver.requests) == 1


async def test_a_slow_app_gets_it_again(place, receiver):
    answers = iter([True])

    async def slow_once(request):
        if next(answers, False):
            await asyncio.Event().wait()
        return web.Response()

    receiver.answer = slow_once
    quick = Timing(ack_timeout_s=0.05, retry_delays_s=(0.0,))
    async with SandboxServer(place.workspace, timing=quick) as server:
        server.acts.say(place.ann, place.general, "down")
        await settled(server)
    assert receiver.requests[1][0]["X-Slack-Retry-Reason"] == "http_timeout"


async def test_two_redirects_are_followed_and_no_third(server, place, receiver):
    async def elsewhere(request):
        raise web.HTTPTemporaryRedirect("/slack/events")

    receiver.answer = elsewhere
    server.acts.say(place.ann, place.general, "down")
    await settled(server)
    assert len(receiver.requests) == 4 * 3
    assert receiver.requests[-1][0]["X-Slack-Retry-Reason"] == "too_many_redirects"


async def test_events_are_disturbed_on_request(server, place, receiver):
    for fault in (
        Fault("events", "drop_before"),
        Fault("events", "duplicate", skip=1),
        Fault("events", "drop_after", skip=2),
        Fault("events", "delay", skip=3, delay_s=0.01),
    ):
        server.faults.add(fault)
    for number in range(4):
        server.acts.say(place.ann, place.general, f"m{number}")
    await settled(server)
    seen = [body.decode() for _, body in receiver.requests]
    counts = [sum(f'"text":"m{number}"' in body for body in seen) for number in range(4)]
    assert counts == [0, 2, 2, 1]


async def test_an_app_may_be_installed_while_the_server_runs(server, place, receiver):
    manifest = {
        "display_information": {"name": "Late"},
        "oauth_config": {"scopes": {"bot": ["channels:history"]}},
        "settings": {"event_subscriptions": {
            "bot_events": ["message.channels"], "request_url": str(receiver.server.make_url("/slack/events"))}},
    }  # fmt: skip
    late = place.workspace.install(manifest)
    server.acts.invite(place.ann, place.general, late.bot_user_id)
    server.acts.say(place.ann, place.general, "hello")
    await settled(server)
    assert f'"api_app_id":"{late.app_id}"' in "".join(body.decode() for _, body in receiver.requests)


async def test_nobody_answers_a_command(server, place, receiver):
    async def fail(request):
        return web.Response(status=500)

    receiver.answer = fail
    outcome = await server.acts.command(place.ann, place.general, "/inc list")
    assert outcome.error == "/inc failed because the app did not respond"
    assert not await server.events_api(place.app).verify()
    await receiver.server.close()
    assert not (await server.acts.command(place.ann, place.general, "/inc list")).ok
    assert not await server.events_api(place.app).verify()
