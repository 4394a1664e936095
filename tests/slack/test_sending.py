from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.brief import Section
from app.domain.errors import Unavailable
from app.domain.post import Body, Button, Post
from app.sandbox.faults import Fault
from app.slack.chat import SlackChat
from tests.slack.conftest import ANA, Rig, now
from tests.slack.test_document import AT, document, statement


def post(channel: str, key: str = "card:1", text: str = "Hello", **more) -> Post:
    return Post(
        key=key, incident_id=1, channel=channel, body=Body(text=text, **more.pop("body", {})), brief="card", **more
    )


async def test_what_was_said_is_found_again_by_its_key(rig: Rig, channel: str) -> None:
    since = now()
    first = await rig.chat.send(post(channel))
    for number in range(3):
        await rig.chat.send(post(channel, f"other:{number}"))
    thread = await rig.chat.send(post(channel, "reply:1", thread_ts=first))
    assert await rig.chat.find(post(channel), since) == first
    assert await rig.chat.find(post(channel, "reply:1", thread_ts=first), since) == thread
    assert await rig.chat.find(post(channel, "never:1"), since) == ""
    assert await rig.chat.find(post(channel), since + timedelta(minutes=5)) == ""


async def test_a_connection_that_breaks_after_sending_is_unclear_and_the_post_is_there(rig: Rig, channel: str) -> None:
    rig.server.faults.add(Fault("chat.postMessage", "drop_after"))
    with pytest.raises(Unavailable) as caught:
        await rig.chat.send(post(channel))
    assert caught.value.unclear
    assert await rig.chat.find(post(channel), now())


async def test_a_rate_limit_says_how_long_to_wait(rig: Rig, channel: str) -> None:
    rig.server.faults.add(Fault("chat.postMessage", "status", status=429, retry_after_s=7))
    with pytest.raises(Unavailable) as caught:
        await rig.chat.send(post(channel))
    assert (caught.value.retry_after_s, caught.value.unclear) == (7.0, False)


@pytest.mark.parametrize(
    "fault", [Fault("chat.postMessage", "garbage"), Fault("chat.postMessage", "status", status=503)]
)
async def test_an_unreadable_answer_is_unclear(rig: Rig, channel: str, fault: Fault) -> None:
    rig.server.faults.add(fault)
    with pytest.raises(Unavailable) as caught:
        await rig.chat.send(post(channel))
    assert caught.value.unclear


async def test_a_read_is_asked_once_more_where_the_connection_broke(rig: Rig, channel: str) -> None:
    rig.server.faults.add(Fault("conversations.info", "drop_before"))
    assert (await rig.chat.channel(channel)).id == channel


async def test_a_time_out_is_unclear(server, slack_app, rig: Rig, channel: str) -> None:
    from app.slack.chat import slack_chat

    async with slack_chat(slack_app.bot_token, server.api_url, timeout_s=0.1) as hasty:
        server.faults.add(Fault("chat.postMessage", "delay", delay_s=0.5))
        with pytest.raises(Unavailable) as caught:
            await hasty.send(post(channel))
    assert caught.value.unclear


async def test_revising_shows_the_new_body_only(rig: Rig, channel: str) -> None:
    with_button = post(channel, body={"buttons": (Button("Go", "call", "list"),)})
    ts = await rig.chat.send(with_button)
    assert rig.server.workspace.channels[channel].log.known(ts).body["blocks"]
    await rig.chat.revise(replace(with_button, body=Body(text="Changed")), ts)
    shown = rig.server.workspace.channels[channel].log.known(ts)
    assert shown.body["text"] == "Changed"
    assert not shown.body.get("blocks")
    assert await rig.chat.find(with_button, now()) == ts


async def test_a_private_answer_is_seen_by_its_reader_only(rig: Rig, channel: str) -> None:
    assert await rig.chat.send(post(channel, reader=ANA)) == ""
    [private] = rig.server.workspace.posting.ephemeral.values()
    assert private.only_for == ANA
    assert (await rig.chat.history(channel, oldest="", latest="", cursor="")).messages[0].text != "Hello"


async def test_a_response_url_that_is_used_up_is_replaced_by_an_ephemeral_message(rig: Rig, channel: str) -> None:
    dead = f"{rig.server.base_url}/hooks/A0/nothing"
    assert await rig.chat.send(post(channel, reader=ANA, reply_to=dead)) == ""
    assert len(rig.server.workspace.posting.ephemeral) == 1


async def test_what_goes_to_a_person_goes_to_their_direct_messages(rig: Rig) -> None:
    kept = post(ANA, reader=ANA)
    ts = await rig.chat.send(kept)
    assert ts
    assert await rig.chat.find(kept, now()) == ts


async def test_statements_link_to_where_they_can_be_looked_up(server, slack_app, rig: Rig, channel: str) -> None:
    async def sources(incident_id: int):
        assert incident_id == 1
        return {7: ("https://example.slack.com/p7", AT)}

    chat = SlackChat(rig.chat.web, rig.chat.me, sources)
    body = Body(document=document(Section("now", "Now", (statement("it is slow", 7),))))
    ts = await chat.send(replace(post(channel), body=body))
    assert "https://example.slack.com/p7" in str(rig.server.workspace.channels[channel].log.known(ts).body["blocks"])
