"""What people do, brought to a real bolt app over Socket Mode, and what its answers do."""

import asyncio

import pytest

from app.sandbox.delivery.timing import Timing
from app.sandbox.errors import SlackError
from app.sandbox.server import SandboxServer

INPUT = {"type": "input", "block_id": "title", "label": {"type": "plain_text", "text": "Title"},
         "element": {"type": "plain_text_input", "action_id": "typed"}}  # fmt: skip


def modal(title="One", **more):
    return {"type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": title},
            "submit": {"type": "plain_text", "text": "Go"}, "blocks": [INPUT], **more}  # fmt: skip


def open_form(place, **more):
    return place.workspace.views.open(place.app, place.ann, modal(**more))


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({}, []),
        ({"response_action": "update", "view": modal("Two")}, ["Two"]),
        ({"response_action": "push", "view": modal("Two")}, ["One", "Two"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "errors", "errors": {"title": "too short"}}, ["One"]),
    ],
)
async def test_the_answer_to_a_form_is_followed(server, place, bolt, connect, *, answer, titles):
    @bolt.view("form")
    async def on_submit(ack):
        await ack(**answer)

    view = open_form(place)
    async with connect(server, place.app, bolt):
        outcome = await server.acts.submit_view(place.ann, view.id, {"title": "x"})
    assert outcome.errors == answer.get("errors", {})
    stack = place.workspace.views.stack(place.ann)
    assert [one.as_json("T")["title"]["text"] for one in stack] == titles


@pytest.mark.parametrize("action", ["update", "push"])
async def test_a_broken_view_in_an_answer_is_not_shown(server, place, bolt, connect, action):
    @bolt.view("form")
    async def on_submit(ack):
        await ack(response_action=action, view=modal("x" * 25))

    view = open_form(place)
    async with connect(server, place.app, bolt):
        outcome = await server.acts.submit_view(place.ann, view.id, {"title": "x"})
    assert outcome.error == "We had some trouble connecting. Try again?"
    assert place.workspace.views.stack(place.ann) == [view]


async def test_a_broken_answer_to_a_command_is_not_shown(server, place, bolt, connect):
    @bolt.command("/inc")
    async def on_command(ack):
        await ack(blocks=[{"type": "section"}])

    async with connect(server, place.app, bolt):
        outcome = await server.acts.command(place.ann, place.general, "/inc")
    assert outcome.error == "/inc failed with the error invalid_blocks"


async def test_an_empty_form_is_not_sent(server, place):
    view = open_form(place)
    outcome = await server.acts.submit_view(place.ann, view.id, {})
    assert list(outcome.errors) == ["title"]
    with pytest.raises(SlackError, match="not_found"):
        await server.acts.submit_view(place.bob, view.id, {})


async def test_closing_a_form_is_told_where_asked(server, place, bolt, connect):
    closed = asyncio.Queue()

    @bolt.view_closed("form")
    async def on_close(ack, body):
        await ack()
        await closed.put(body["is_cleared"])

    async with connect(server, place.app, bolt), asyncio.timeout(5):
        view = open_form(place, notify_on_close=True)
        await server.acts.close_view(place.ann, view.id)
        assert await closed.get() is False
        open_form(place, notify_on_close=True)
        view = place.workspace.views.push(place.app, place.ann, modal("Two", notify_on_close=True))
        await server.acts.close_view(place.ann, view.id, all_of_them=True)
        assert [await closed.get(), await closed.get()] == [True, True]
    assert place.workspace.views.stack(place.ann) == []


async def test_shortcuts(server, place, bolt, connect):
    used = asyncio.Queue()

    @bolt.shortcut("keep")
    async def on_keep(ack, shortcut):
        await ack()
        await used.put((shortcut["type"], shortcut["message"]["text"], shortcut["channel"]["id"]))

    @bolt.shortcut("declare")
    async def on_declare(ack, shortcut):
        await ack()
        await used.put(shortcut["type"])

    ts = server.acts.say(place.ann, place.general, "down")
    async with connect(server, place.app, bolt), asyncio.timeout(5):
        await server.acts.message_shortcut(place.bob, "keep", place.general, ts)
        assert await used.get() == ("message_action", "down", place.general)
        await server.acts.global_shortcut(place.bob, "declare")
        assert await used.get() == "shortcut"
        with pytest.raises(SlackError, match="unknown_shortcut"):
            await server.acts.global_shortcut(place.bob, "keep")


async def test_menus_in_messages_and_on_the_home_tab(server, place, bolt, connect, client):
    chosen = asyncio.Queue()

    @bolt.action("who")
    async def on_who(ack, action, body):
        await ack()
        await chosen.put((action["selected_user"], body["container"]["type"]))

    @bolt.event("app_home_opened")
    async def on_home(event):
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [row]})
        await chosen.put(event["tab"])

    row = {"type": "actions", "block_id": "row", "elements": [{"type": "users_select", "action_id": "who"}]}
    place.add_bot(place.general)
    async with connect(server, place.app, bolt), asyncio.timeout(5):
        posted = await client.chat_postEphemeral(channel=place.general, user=place.ann, text="?", blocks=[row])
        await server.acts.click(place.ann, place.general, posted["message_ts"], "who", place.bob)
        assert await chosen.get() == (place.bob, "message")
        with pytest.raises(SlackError, match="message_not_found"):
            await server.acts.click(place.bob, place.general, posted["message_ts"], "who", place.bob)
        server.acts.open_home(place.ann, place.app.app_id)
        assert await chosen.get() == "home"
        home = place.workspace.views.home(place.ann, place.app.app_id)
        await server.acts.click_in_view(place.ann, home.id, "who", place.ann)
        assert await chosen.get() == (place.ann, "view")
        with pytest.raises(SlackError, match="action_not_found"):
            await server.acts.click_in_view(place.ann, home.id, "what")


async def test_an_app_that_is_away_or_slow(place, bolt, connect):
    @bolt.command("/inc")
    async def on_command(ack):
        await asyncio.Event().wait()

    async with SandboxServer(place.workspace, timing=Timing(ack_timeout_s=0.05)) as server:
        away = await server.acts.command(place.ann, place.general, "/inc")
        assert away.error == "/inc failed because the app did not respond"
        bolt.client.base_url = server.api_url
        async with connect(server, place.app, bolt):
            slow = await server.acts.command(place.ann, place.general, "/inc")
    assert not slow.ok


async def test_commands_that_cannot_be_given(server, place):
    with pytest.raises(SlackError, match="unknown_command"):
        await server.acts.command(place.ann, place.general, "/other")
    server.acts.archive(place.ann, place.general)
    with pytest.raises(SlackError, match="is_archived"):
        await server.acts.command(place.ann, place.general, "/inc")
