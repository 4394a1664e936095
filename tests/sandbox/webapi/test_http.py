"""Trouble on request, as a client sees it."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from app.sandbox.faults import Fault


async def test_a_call_is_refused(server, client):
    server.faults.add(Fault("auth.test", "refuse", error="fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.auth_test()
    await client.auth_test()


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", 0), ("drop_after", 1)])
async def test_the_connection_breaks_before_or_after(server, place, kind, posted):
    place.add_bot(place.general)
    before = len(place.workspace.channels[place.general].log)
    server.faults.add(Fault("chat.postMessage", kind))
    headers = {"Authorization": f"Bearer {place.app.bot_token}"}
    message = {"channel": place.general, "text": "x"}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post(f"{server.api_url}chat.postMessage", json=message, headers=headers)
    assert len(place.workspace.channels[place.general].log) - before == posted


async def test_slack_says_something_else(server, client):
    server.faults.add(Fault("auth.test", "status", status=500))
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test()
    assert refused.value.response.status_code == 500
    server.faults.add(Fault("auth.test", "status", status=429, retry_after_s=3))
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test()
    assert refused.value.response.headers["Retry-After"] == "3"
    server.faults.add(Fault("auth.test", "garbage"))
    with pytest.raises(SlackApiError):
        await client.auth_test()
    server.faults.add(Fault("auth.test", "delay", delay_s=0.01))
    assert (await client.auth_test())["ok"]
