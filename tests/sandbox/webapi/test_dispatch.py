"""Every call's checks, over the wire."""

import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.contract import load_contract
from app.sandbox.server import SandboxServer
from app.sandbox.webapi import METHODS


def test_every_method_has_its_facts():
    assert sorted(method.name for method in METHODS) == sorted(load_contract().methods)


async def error_of(call):
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response.data


async def test_tokens(server, place):
    for token, error in (
        (None, "not_authed"),
        ("xoxb-no", "invalid_auth"),
        (place.app.app_token, "not_allowed_token_type"),
    ):
        client = AsyncWebClient(token=token, base_url=server.api_url)
        assert (await error_of(client.auth_test()))["error"] == error


async def test_an_unknown_method(client):
    assert (await error_of(client.api_call("chat.shout")))["error"] == "unknown_method"


@pytest.mark.parametrize("private", [False, True])
async def test_a_missing_scope_says_which(make_place, private):
    other = make_place(scopes=["chat:write", "groups:history" if not private else "channels:history"])
    workspace = other.workspace
    channel = workspace.membership.create(other.ann, "room", private=private)
    other.add_bot(channel.id)
    async with SandboxServer(workspace) as server:
        client = AsyncWebClient(token=other.app.bot_token, base_url=server.api_url)
        answer = await error_of(client.conversations_history(channel=channel.id))
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == ("groups:history" if private else "channels:history")
    assert "chat:write" in answer["provided"].split(",")


async def test_a_missing_argument(client):
    answer = await error_of(client.api_call("chat.postMessage", json={"text": "x"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_blocks_are_checked(place, client):
    place.add_bot(place.general)
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(5)]
    for blocks, error in (
        ([{"type": "section"}], "invalid_blocks"),
        ([{"type": "nothing"}], "invalid_blocks"),
        (long, "msg_blocks_too_long"),
        ("[not json", "invalid_blocks_format"),
    ):
        answer = await error_of(client.api_call("chat.postMessage", json={"channel": place.general, "blocks": blocks}))
        assert answer["error"] == error


@pytest.mark.parametrize("how", ["query", "form", "json"])
async def test_arguments_come_in_three_ways(server, place, how):
    place.add_bot(place.general)
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hé"}}]
    arguments = {"channel": place.general, "text": "hé", "blocks": blocks if how == "json" else json.dumps(blocks)}
    sent = {"query": {"params": arguments}, "form": {"data": arguments}, "json": {"json": arguments}}[how]
    headers = {"Authorization": f"Bearer {place.app.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.api_url}chat.postMessage", headers=headers, **sent) as response,
    ):
        answer = await response.json()
    assert answer["ok"], answer
    assert answer["message"]["blocks"][0]["text"]["text"] == "hé"


async def test_a_method_without_json_does_not_read_it(server, place):
    headers = {"Authorization": f"Bearer {place.app.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.api_url}users.info", headers=headers, json={"user": place.ann}) as response,
    ):
        assert (await response.json())["error"] == "invalid_arguments"


async def test_a_body_that_is_not_what_it_says(server, place):
    headers = {"Authorization": f"Bearer {place.app.bot_token}", "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.api_url}chat.postMessage", headers=headers, data=b"{") as response,
    ):
        assert (response.status, (await response.json())["error"]) == (200, "invalid_arguments")


async def test_a_very_long_message_fits_into_a_query(place, client):
    place.add_bot(place.general)
    posted = await client.api_call("chat.postMessage", params={"channel": place.general, "text": "世" * 41_000})
    assert len(posted["message"]["text"]) == 40_000


async def test_real_rates(place):
    async with SandboxServer(place.workspace, rates="real") as server:
        place.add_bot(place.general)
        client = AsyncWebClient(token=place.app.bot_token, base_url=server.api_url)
        for _ in range(5):
            await client.chat_postMessage(channel=place.general, text="x")
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=place.general, text="x")
        assert refused.value.response.status_code == 429
        assert int(refused.value.response.headers["Retry-After"]) >= 1
        await client.auth_test()


async def test_a_forced_429(server, client):
    server.rates.force("auth.test", 7)
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test()
    assert refused.value.response.headers["Retry-After"] == "7"
    await client.auth_test()
