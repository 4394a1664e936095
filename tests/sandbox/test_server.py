"""The whole way, with Slack's own Python libraries on the other side."""

import asyncio

from app.sandbox.faults import Fault


async def test_a_bolt_app_hears_a_message_and_posts(server, place, connect, bolt, client):
    heard = asyncio.Queue()

    @bolt.event("message")
    async def on_message(event, say):
        if "bot_id" not in event:
            await heard.put(event)
            await say(f"heard <@{event['user']}>")

    @bolt.event("member_joined_channel")
    async def on_join():
        pass

    place.add_bot(place.general)
    async with connect(server, place.app, bolt), asyncio.timeout(5):
        ts = server.acts.say(place.ann, place.general, "Checkout is down")
        while (event := await heard.get()).get("subtype"):
            pass
        await server.settled()
    assert event["text"] == "Checkout is down"
    assert event["ts"] == ts
    history = await client.conversations_history(channel=place.general)
    assert [message["text"] for message in history["messages"][:2]] == [f"heard <@{place.ann}>", "Checkout is down"]


async def test_a_bolt_app_answers_a_slash_command(server, place, connect, bolt):
    @bolt.command("/inc")
    async def on_command(ack, command):
        await ack(f"you said {command['text']}")

    async with connect(server, place.app, bolt):
        outcome = await server.acts.command(place.ann, place.general, "/inc role lead @bob")
    assert outcome.payload["text"] == f"you said role lead <@{place.bob}|bob>"
    [whispered] = place.workspace.posting.ephemeral.values()
    assert whispered.only_for == place.ann


async def test_an_app_that_is_twice_connected_and_cut_off_hears_everything(server, place, connect, bolt):
    heard = set()

    @bolt.event("message")
    async def on_message(event):
        heard.add(event["text"])

    place.add_bot(place.general)
    place.forget_events()
    server.faults.add(Fault("events", "duplicate", times=None))
    server.faults.add(Fault("events", "shuffle", times=None, delay_s=0.01))
    async with connect(server, place.app, bolt), connect(server, place.app, bolt), asyncio.timeout(10):
        for number in range(60):
            server.acts.say(place.ann, place.general, f"m{number}")
            if number == 30:
                await server.drop_connections()
        await server.settled()
    assert heard == {f"m{number}" for number in range(60)}


async def test_a_button_opens_a_form_and_the_form_is_submitted(server, place, connect, bolt, client):
    submitted = asyncio.Queue()

    @bolt.action("declare")
    async def on_click(ack, body):
        await ack()
        block = {"type": "input", "block_id": "title", "label": {"type": "plain_text", "text": "Title"},
                 "element": {"type": "plain_text_input", "action_id": "typed"}}  # fmt: skip
        await client.views_open(
            trigger_id=body["trigger_id"],
            view={"type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": "New"},
                  "submit": {"type": "plain_text", "text": "Go"}, "blocks": [block]},
        )  # fmt: skip

    @bolt.view("form")
    async def on_submit(ack, view):
        await ack()
        await submitted.put(view["state"]["values"]["title"]["typed"]["value"])

    place.add_bot(place.general)
    button = {"type": "button", "action_id": "declare", "text": {"type": "plain_text", "text": "Declare"}}
    posted = await client.chat_postMessage(
        channel=place.general, text="menu", blocks=[{"type": "actions", "elements": [button]}]
    )
    async with connect(server, place.app, bolt), asyncio.timeout(5):
        clicked = await server.acts.click(place.ann, place.general, posted["ts"], "declare")
        assert clicked.ok
        [view] = place.workspace.views.stack(place.ann)
        outcome = await server.acts.submit_view(place.ann, view.id, {"title": "Checkout is down"})
        assert outcome.ok
        assert await submitted.get() == "Checkout is down"
    assert place.workspace.views.stack(place.ann) == []
