"""What people can do on the page."""

import asyncio
import base64

import pytest

from app.sandbox.people_acts import PEOPLE_ACTS

HISTORY = "/sandbox/history"


async def test_a_command_a_form_and_its_errors(stream, do, place, bolt, online):
    @bolt.command("/inc")
    async def _(ack, body, client):
        await ack()
        field = {"type": "plain_text_input", "action_id": "text"}
        label = {"type": "plain_text", "text": "Title"}
        block = {"type": "input", "block_id": "title", "label": label, "element": field}
        title = {"type": "plain_text", "text": body["text"]}
        view = {"type": "modal", "callback_id": "form", "title": title, "submit": title, "blocks": [block]}
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.view("form")
    async def _(ack, body):
        value = body["view"]["state"]["values"]["title"]["text"]["value"]
        await (ack() if value == "good" else ack(response_action="errors", errors={"title": f"not {value}"}))

    async with stream() as told, online():
        await do("command", channel=place.general, text="/inc new")
        [view] = (await told.next("modal"))["views"]
        assert view["title"]["text"] == "new"
        entered = {"title": {"text": {"type": "plain_text_input", "value": "bad"}}}
        assert await do("submit_view", view=view["id"], values=entered) == {"errors": {"title": "not bad"}}
        entered["title"]["text"]["value"] = "good"
        assert await do("submit_view", view=view["id"], values=entered) == {"errors": {}}
        assert (await told.next("modal"))["views"] == []


async def test_a_button_and_what_stands_in_the_other_fields(do, place, bolt, client, online):
    seen = asyncio.Queue()

    @bolt.action("go")
    async def _(ack, body):
        await ack()
        await seen.put(body)

    place.add_bot(place.general)
    options = [{"text": {"type": "plain_text", "text": text}, "value": text} for text in ("low", "high")]
    button = {"type": "button", "action_id": "go", "value": "v", "text": {"type": "plain_text", "text": "Go"}}
    choice = {"type": "static_select", "action_id": "level", "options": options}
    blocks = [{"type": "actions", "block_id": "row", "elements": [choice, button]}]
    async with online():
        sent = await client.chat_postMessage(channel=place.general, text="x", blocks=blocks)
        values = {"row": {"level": {"type": "static_select", "selected_option": options[1]}}}
        action = {"block_id": "row", "action_id": "go", "type": "button", "value": "v"}
        await do("click", channel=place.general, ts=sent["ts"], action=action, values=values)
        body = await seen.get()
    assert body["actions"][0]["value"] == "v"
    assert body["state"]["values"]["row"]["level"]["selected_option"]["value"] == "high"


async def test_the_home_tab(stream, do, place, bolt, online):
    @bolt.event("app_home_opened")
    async def _(event, client):
        text = {"type": "mrkdwn", "text": f"hello <@{event['user']}>"}
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [{"type": "section", "text": text}]}
        )

    async with stream() as told, online():
        await do("open_home", app=place.app.app_id)
        shown = await told.next("app")
        assert shown["app"]["home"]["blocks"][0]["text"]["text"] == f"hello <@{place.ann}>"


async def test_a_file(do, read, visitor, place):
    content = base64.b64encode("héllo".encode()).decode()
    ts = (await do("upload", channel=place.general, filename="a.txt", content=content))["ts"]
    [file] = (await read(HISTORY, channel=place.general, limit=1))["messages"][0]["files"]
    assert file["title"] == "a.txt"
    async with visitor.get(file["url_private"]) as response:
        assert await response.read() == "héllo".encode()
    assert ts
    assert "base64" in await do("upload", channel=place.general, filename="a.txt", content="*")


@pytest.mark.parametrize(
    ("act", "details", "sentence"),
    [
        ("say", {"channel": "C404", "text": "x"}, "You cannot see this channel."),
        ("say", {"text": "x"}, "This act needs `channel`."),
        ("say", {"channel": 7, "text": "x"}, "This act needs `channel`."),
        ("create_channel", {"name": "general"}, "There is a channel of that name already."),
        ("create_channel", {"name": "Not So"}, "A channel's name has only"),
        ("open_home", {"app": "A404"}, "This app is not installed."),
        ("command", {"channel": "general", "text": "/nope"}, "No app in this workspace has that command."),
        ("close_view", {"view": "V404"}, "This form is not open any more."),
        ("global_shortcut", {"callback_id": "nope"}, "That was refused: unknown_shortcut"),
        ("dance", {}, "There is no such act"),
        (None, {}, "There is no such act"),
    ],
)
async def test_refusals_are_sentences(do, place, act, details, sentence):
    if details.get("channel") == "general":
        details = details | {"channel": place.general}
    assert (await do(act, **details)).startswith(sentence)


async def test_an_app_that_is_not_there(do, place):
    assert await do("command", channel=place.general, text="/inc help") == "/inc failed because the app did not respond"


@pytest.mark.parametrize("person", ["", "U404", None, "bot"])
async def test_only_people_act(visitor, place, person):
    body = {"as": place.app.bot_user_id if person == "bot" else person, "act": "say", "channel": place.general}
    async with visitor.post("/sandbox/act", json={**body, "text": "x"}) as response:
        assert response.status == 400
        assert (await response.json())["error"] == "Say which person acts (`as`)."


def test_every_act_has_its_own_name():
    names = [act.__name__ for act in PEOPLE_ACTS]
    assert len(names) == len(set(names))
