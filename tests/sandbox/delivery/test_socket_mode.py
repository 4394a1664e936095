"""Socket Mode, spoken by hand and by slack_sdk."""

import asyncio
import json
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import Fault
from app.sandbox.server import SandboxServer

QUICK = Timing(ack_timeout_s=0.05)


@pytest.fixture
async def server(place):
    place.add_bot(place.general)
    place.forget_events()
    async with SandboxServer(place.workspace, timing=QUICK) as running:
        yield running


@asynccontextmanager
async def link(server, place):
    client = AsyncWebClient(base_url=server.api_url)
    url = (await client.apps_connections_open(app_token=place.app.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert hello["type"] == "hello"
        assert hello["connection_info"]["app_id"] == place.app.app_id
        socket.num_connections = hello["num_connections"]
        yield socket


async def heard(socket):
    async with asyncio.timeout(20):
        return await socket.receive_json()


async def acknowledge(socket, envelope, **payload):
    await socket.send_json({"envelope_id": envelope["envelope_id"], **payload})


def text_of(envelope):
    return envelope["payload"]["event"]["text"]


async def test_an_envelope_is_acknowledged_once_and_for_all(server, place):
    async with link(server, place) as socket:
        server.acts.say(place.ann, place.general, "down")
        envelope = await heard(socket)
        assert (envelope["type"], envelope["retry_attempt"], envelope["retry_reason"]) == ("events_api", 0, "")
        assert envelope["accepts_response_payload"] is False
        await acknowledge(socket, envelope)
        await server.settled()


async def test_what_is_not_acknowledged_comes_again_and_then_no_more(server, place):
    async with link(server, place) as socket:
        server.acts.say(place.ann, place.general, "down")
        seen = [await heard(socket) for _ in range(4)]
        await server.settled()
    assert [one["retry_attempt"] for one in seen] == [0, 1, 2, 3]
    assert {one["retry_reason"] for one in seen[1:]} == {"timeout"}
    assert len({one["payload"]["event_id"] for one in seen}) == 1
    [lost] = place.workspace.outboxes[place.app.app_id].lost
    assert lost["event"]["text"] == "down"


async def test_events_wait_for_a_connection_and_come_in_order(server, place):
    for number in range(5):
        server.acts.say(place.ann, place.general, f"m{number}")
    assert place.workspace.undelivered == 5
    async with link(server, place) as socket:
        for number in range(5):
            envelope = await heard(socket)
            assert text_of(envelope) == f"m{number}"
            await acknowledge(socket, envelope)
        await server.settled()


async def test_a_cut_connection_gives_back_what_was_under_way(place):
    place.add_bot(place.general)
    place.forget_events()
    async with SandboxServer(place.workspace, timing=Timing(window=1)) as server:
        async with link(server, place) as socket:
            for number in range(3):
                server.acts.say(place.ann, place.general, f"m{number}")
            await acknowledge(socket, await heard(socket))
            assert text_of(await heard(socket)) == "m1"
            await server.drop_connections()
            assert (await socket.receive()).type is not aiohttp.WSMsgType.TEXT
        async with link(server, place) as socket:
            again = await heard(socket)
            assert (text_of(again), again["retry_reason"]) == ("m1", "connection_closed")
            await acknowledge(socket, again)
            last = await heard(socket)
            assert (text_of(last), last["retry_attempt"]) == ("m2", 0)
            await acknowledge(socket, last)
            await server.settled()


async def test_each_envelope_goes_to_one_of_several_connections(server, place):
    async with link(server, place) as one, link(server, place) as two:
        assert two.num_connections == 2
        for number in range(4):
            server.acts.say(place.ann, place.general, f"m{number}")
        texts = []
        for socket in (one, two):
            for _ in range(2):
                envelope = await heard(socket)
                texts.append(text_of(envelope))
                await acknowledge(socket, envelope)
        await server.settled()
    assert sorted(texts) == ["m0", "m1", "m2", "m3"]


async def test_the_eleventh_connection_is_one_too_many(server, place):
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(link(server, place))
        client = AsyncWebClient(base_url=server.api_url)
        url = (await client.apps_connections_open(app_token=place.app.app_token))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            assert (await socket.receive_json())["reason"] == "too_many_websockets"


async def test_an_address_is_good_once(server, place):
    client = AsyncWebClient(base_url=server.api_url)
    url = (await client.apps_connections_open(app_token=place.app.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_a_refreshed_connection_still_acknowledges_but_gets_nothing_new(server, place):
    async with link(server, place) as old:
        server.acts.say(place.ann, place.general, "before")
        envelope = await heard(old)
        server.socket_mode(place.app).refresh("refresh_requested")
        assert (await heard(old))["reason"] == "refresh_requested"
        async with link(server, place) as new:
            server.acts.say(place.ann, place.general, "after")
            await acknowledge(old, envelope)
            envelope = await heard(new)
            assert text_of(envelope) == "after"
            await acknowledge(new, envelope)
            await server.settled()


async def test_a_connection_ends_after_a_warning_and_a_refresh(place, monkeypatch):
    monkeypatch.setattr("app.sandbox.routes.DEBUG_LIFE_S", 0.02)
    async with SandboxServer(place.workspace, timing=Timing(warning_s=0.01)) as server:
        client = AsyncWebClient(base_url=server.api_url)
        url = (await client.apps_connections_open(app_token=place.app.app_token))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}&debug_reconnects=true") as socket:
            assert (await heard(socket))["type"] == "hello"
            reasons = [(await heard(socket))["reason"] for _ in range(2)]
            assert reasons == ["warning", "refresh_requested"]
            assert (await socket.receive()).type is not aiohttp.WSMsgType.TEXT


async def test_nonsense_is_ignored(server, place):
    async with link(server, place) as socket:
        for nonsense in ("{", "[]", '{"envelope_id": 5}', json.dumps({"envelope_id": "never sent"})):
            await socket.send_str(nonsense)
        server.acts.say(place.ann, place.general, "down")
        await acknowledge(socket, await heard(socket))
        await server.settled()


async def test_events_are_lost_or_doubled_on_request(server, place):
    server.faults.add(Fault("events", "drop_before"))
    server.faults.add(Fault("events", "duplicate", skip=1))
    async with link(server, place) as socket:
        server.acts.say(place.ann, place.general, "lost")
        server.acts.say(place.ann, place.general, "twice")
        one, two = await heard(socket), await heard(socket)
        assert text_of(one) == text_of(two) == "twice"
        assert one["payload"]["event_id"] == two["payload"]["event_id"]
        assert one["envelope_id"] != two["envelope_id"]
        await acknowledge(socket, one)
        await acknowledge(socket, two)
        await server.settled()


async def test_an_acknowledgement_is_lost_on_request(server, place):
    server.faults.add(Fault("events", "drop_after"))
    async with link(server, place) as socket:
        server.acts.say(place.ann, place.general, "down")
        for attempt in (0, 1):
            envelope = await heard(socket)
            assert envelope["retry_attempt"] == attempt
            await acknowledge(socket, envelope)
        await server.settled()


@pytest.mark.parametrize(("kind", "arrives"), [("drop_before", False), ("drop_after", True)])
async def test_the_connection_breaks_on_request(server, place, kind, arrives):
    server.faults.add(Fault("socket", kind))
    async with link(server, place) as socket:
        server.acts.say(place.ann, place.general, "down")
        received = await socket.receive()
        assert (received.type is aiohttp.WSMsgType.TEXT) == arrives
    async with link(server, place) as socket:
        await acknowledge(socket, await heard(socket))
        await server.settled()


async def test_nobody_can_connect_on_request(server, place):
    server.faults.add(Fault("socket", "refuse"))
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with link(server, place):
            pass
    async with link(server, place):
        pass


async def test_slack_sdk_comes_back_after_a_cut(server, place, bolt, connect):
    texts = asyncio.Queue()

    @bolt.event("message")
    async def on_message(event):
        await texts.put(event["text"])

    async with connect(server, place.app, bolt), asyncio.timeout(5):
        server.acts.say(place.ann, place.general, "one")
        assert await texts.get() == "one"
        await server.settled()
        await server.drop_connections()
        server.acts.say(place.ann, place.general, "two")
        assert await texts.get() == "two"
        server.socket_mode(place.app).refresh()
        server.acts.say(place.ann, place.general, "three")
        assert await texts.get() == "three"
        await server.settled()
