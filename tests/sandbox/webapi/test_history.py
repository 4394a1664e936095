import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.posting import Content
from app.sandbox.server import SandboxServer


@pytest.fixture
def channel(place):
    place.add_bot(place.general)
    return place.workspace.channels[place.general]


def say(place, channel, text, **more):
    return place.workspace.posting.say(channel, place.ann, Content(text=text), **more).ts


async def pages(method, **arguments):
    cursor, found = "", []
    while True:
        page = await method(**arguments, cursor=cursor)
        found.append([message["text"] for message in page["messages"]])
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        assert page["has_more"] == bool(cursor)
        if not cursor:
            return found


async def test_history_comes_newest_first_page_by_page(client, place, channel):
    start = say(place, channel, "m0")
    for number in range(1, 7):
        say(place, channel, f"m{number}")
    found = await pages(client.conversations_history, channel=channel.id, oldest=start, limit=4)
    assert found == [["m6", "m5", "m4", "m3"], ["m2", "m1"]]
    found = await pages(client.conversations_history, channel=channel.id, oldest=start, inclusive=True, limit=4)
    assert found == [["m6", "m5", "m4", "m3"], ["m2", "m1", "m0"]]


async def test_latest_and_oldest_are_outside_unless_asked(client, place, channel):
    a, _, c = (say(place, channel, text) for text in "abc")
    between = await client.conversations_history(channel=channel.id, oldest=a, latest=c)
    assert [message["text"] for message in between["messages"]] == ["b"]
    within = await client.conversations_history(channel=channel.id, oldest=a, latest=c, inclusive=True)
    assert [message["text"] for message in within["messages"]] == ["c", "b", "a"]


async def test_replies_come_oldest_first_after_their_parent(client, place, channel):
    parent = say(place, channel, "p")
    replies = [say(place, channel, f"r{number}", thread_ts=parent) for number in range(5)]
    say(place, channel, "elsewhere")
    found = await pages(client.conversations_replies, channel=channel.id, ts=parent, limit=3)
    assert found == [["p", "r0", "r1"], ["r2", "r3", "r4"]]
    by_reply = await client.conversations_replies(channel=channel.id, ts=replies[2], oldest=replies[3])
    assert [message["text"] for message in by_reply["messages"]] == ["p", "r4"]
    history = await client.conversations_history(channel=channel.id, limit=2)
    assert [message["text"] for message in history["messages"]] == ["elsewhere", "p"]
    assert history["messages"][1]["reply_count"] == 5


async def test_what_is_refused(client, place, channel):
    for call, error in (
        (client.conversations_history(channel="C404"), "channel_not_found"),
        (client.conversations_history(channel=channel.id, cursor="???"), "invalid_cursor"),
        (client.conversations_history(channel=channel.id, oldest="yesterday"), "invalid_ts_oldest"),
        (client.conversations_replies(channel=channel.id, ts="5.000001"), "thread_not_found"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await call
        assert refused.value.response["error"] == error
    place.workspace.membership.kick(channel, place.ann, place.app.bot_user_id)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_history(channel=channel.id)


async def test_some_apps_get_fifteen_at_a_time(place, channel):
    for number in range(20):
        say(place, channel, f"m{number}")
    async with SandboxServer(place.workspace, page_limit=15) as server:
        client = AsyncWebClient(token=place.app.bot_token, base_url=server.api_url)
        page = await client.conversations_history(channel=channel.id, limit=200)
    assert len(page["messages"]) == 15
    assert page["has_more"]
