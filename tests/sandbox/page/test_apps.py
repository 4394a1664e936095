"""What apps show and ask in the browser: blocks, buttons, forms, Home tabs, commands, private messages."""

import pytest
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

PLAIN = "plain_text"


def plain(text):
    return {"type": PLAIN, "text": text}


def button(text, action_id, **more):
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


async def test_a_card_with_buttons_and_menus(world):
    confirm = {"title": plain("Sure?"), "text": plain("Really."), "confirm": plain("Do it"), "deny": plain("No")}
    options = [{"text": plain(text), "value": text} for text in ("low", "high")]
    row = [
        button("Go", "go", value="1", style="primary"),
        button("Stop", "stop", style="danger", confirm=confirm),
        {"type": "static_select", "action_id": "level", "placeholder": plain("Level"), "options": options},
        {"type": "users_select", "action_id": "who"},
        {"type": "overflow", "action_id": "more", "options": options},
        {"type": "datepicker", "action_id": "day"},
    ]
    for action in ("go", "stop", "level", "who", "more", "day"):

        @world.bolt.action(action)
        async def _(ack, action, body, client):
            await ack()
            chosen = next((str(value) for key, value in action.items() if key.startswith("selected")), "")
            text = f"{action['action_id']} {chosen}"
            await client.chat_postMessage(channel=body["channel"]["id"], text=text)

    world.place.add_bot(world.place.general)
    async with world.online():
        page = await world.open()
        await world.client.chat_postMessage(
            channel=world.place.general, text="x", blocks=[{"type": "actions", "elements": row}]
        )
        answer = page.locator(".message").last
        await page.get_by_role("button", name="Go").click()
        await expect(answer).to_contain_text("go")
        await page.get_by_role("button", name="Stop").click()
        await page.get_by_role("button", name="Do it").click()
        await expect(answer).to_contain_text("stop")
        await page.locator("[data-action=level]").select_option("high")
        await expect(answer).to_contain_text("'value': 'high'")
        await page.locator("[data-action=who]").select_option(label="Bob Example")
        await expect(answer).to_contain_text(world.place.bob)
        await page.locator("[data-action=more]").click()
        await page.get_by_role("menuitem", name="low").click()
        await expect(answer).to_contain_text("'value': 'low'")
        await page.locator("[data-action=day]").fill("2026-11-21")
        await expect(answer).to_contain_text("2026-11-21")


async def test_a_form_its_errors_and_a_form_on_top(world):
    field = {"type": "plain_text_input", "action_id": "text"}
    box = {"type": "input", "block_id": "title", "label": plain("What is going on?"), "element": field}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-21"}
    when = {"type": "input", "block_id": "when", "label": plain("Since"), "element": day}
    form = {"type": "modal", "callback_id": "form", "title": plain("Declare"), "submit": plain("Declare it")}
    seen = {}

    @world.bolt.shortcut("declare")
    async def _(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view={**form, "blocks": [box, when]})

    @world.bolt.view("form")
    async def _(ack, body):
        values = body["view"]["state"]["values"]
        seen.update(values)
        if values["title"]["text"]["value"] == "x":
            await ack(response_action="errors", errors={"title": "A few words, please."})
        else:
            top = {"type": "modal", "title": plain("Done"), "blocks": [{"type": "section", "text": plain("Declared.")}]}
            await ack(response_action="push", view=top)

    async with world.online():
        page = await world.open()
        await page.get_by_label("Shortcuts").click()
        await page.get_by_role("menuitem", name="Declare").click()
        dialog = page.locator("dialog")
        await dialog.get_by_role("button", name="Declare it").click()
        await expect(dialog.locator(".input-error")).to_have_text("Please complete this required field.")
        entry = dialog.locator("[data-action=text]")
        await entry.fill("x")
        await entry.press("Enter")
        await expect(dialog.locator(".input-error")).to_have_text("A few words, please.")
        await expect(entry).to_have_value("x")
        await entry.fill("checkout is down")
        await entry.press("Enter")
        await expect(dialog).to_contain_text("Declared.")
        await dialog.get_by_label("Back").click()
        await expect(entry).to_have_value("checkout is down")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
    assert seen["title"]["text"]["value"] == "checkout is down"
    assert seen["when"]["day"]["selected_date"] == "2026-11-21"


async def test_the_home_tab_and_direct_messages(world):
    @world.bolt.event("app_home_opened")
    async def _(event, client):
        blocks = [{"type": "section", "text": plain("Nothing is on fire"), "accessory": button("Look", "look")}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @world.bolt.action("look")
    async def _(ack, body, client):
        await ack()
        home = {"type": "home", "blocks": [{"type": "section", "text": plain("Looked")}]}
        await client.views_publish(user_id=body["user"]["id"], view=home)

    async with world.online():
        page = await world.open()
        await page.locator(f"[data-key={world.place.app.app_id}]").click()
        await expect(page.locator(".home-body")).to_contain_text("Nothing is on fire")
        await page.get_by_role("button", name="Look").click()
        await expect(page.locator(".home-body")).to_have_text("Looked")
        await page.get_by_role("button", name="Messages").click()
        await expect(page.locator(".composer-field")).to_have_attribute("placeholder", "Message recorder")


async def test_commands(world):
    @world.bolt.command("/inc")
    async def _(ack, body):
        await ack(f"you said {body['text']}")

    page = await world.open()
    field = page.locator(".composer-field")
    await field.press_sequentially("/in")
    await expect(page.locator(".offer")).to_contain_text("/inc")
    await field.press("Enter")
    await expect(field).to_have_value("/inc ")
    await field.press("Enter")
    last = page.locator(".message.ephemeral").last
    await expect(last).to_contain_text("/inc failed because the app did not respond")
    async with world.online():
        await field.fill("/inc role lead @bob")
        await field.press("Enter")
        await field.press("Enter")
        await expect(last).to_contain_text("you said role lead @Bob Example")
        await expect(last).to_contain_text("Only visible to you")
        await last.get_by_role("button", name="Dismiss message").click()
        await expect(page.locator(".message.ephemeral")).to_have_count(1)
    await field.fill("/nope now")
    await field.press("Enter")
    await expect(last).to_contain_text("/nope is not a command of any app")


async def test_what_is_private_shows_to_one_person(world):
    world.place.add_bot(world.place.general)
    ann, bob = await world.open(), await world.open(world.place.bob)
    await world.client.chat_postEphemeral(channel=world.place.general, user=world.place.ann, text="psst")
    await world.client.chat_postMessage(channel=world.place.general, text="hello all")
    await expect(ann.locator(".message", has_text="psst")).to_be_visible()
    await expect(bob.locator(".message", has_text="hello all")).to_be_visible()
    await expect(bob.locator(".message", has_text="psst")).to_have_count(0)


async def test_a_message_shortcut(world):
    @world.bolt.shortcut("keep")
    async def _(ack, body, client):
        await ack()
        await client.reactions_add(channel=body["channel"]["id"], timestamp=body["message"]["ts"], name="pushpin")

    world.place.add_bot(world.place.general)
    world.acts.say(world.place.bob, world.place.general, "keep this")
    async with world.online():
        page = await world.open()
        await page.locator(".message", has_text="keep this").hover()
        await page.get_by_label("More actions").click()
        await page.get_by_role("menuitem", name="Keep").click()
        await expect(page.locator("[data-reaction=pushpin]")).to_have_text("📌1")


async def test_bookmarks_pins_and_the_canvas(world):
    world.place.add_bot(world.place.general)
    page = await world.open()
    await world.client.bookmarks_add(
        channel_id=world.place.general, title="Dashboard", type="link", link="https://example.org/d", emoji=":fire:"
    )
    await expect(page.locator(".bookmark a")).to_have_attribute("href", "https://example.org/d")
    document = {"type": "markdown", "markdown": "# What happened\n\n| a | b |\n|--|--|\n| 1 | 2 |"}
    await world.client.conversations_canvases_create(channel_id=world.place.general, document_content=document)
    await page.get_by_role("button", name="Canvas").click()
    await expect(page.locator(".canvas td").first).to_have_text("1")
    await page.keyboard.press("Escape")
    ts = world.acts.say(world.place.bob, world.place.general, "the decision")
    world.acts.pin(world.place.bob, world.place.general, ts)
    await page.get_by_title("Pinned messages").click()
    await expect(page.locator(".pins")).to_contain_text("the decision")


async def test_attachments_of_an_alert(world):
    attachment = {
        "color": "danger", "title": "PaymentErrors", "title_link": "https://example.org/a", "text": "18 *%*",
        "fields": [{"title": "Since", "value": "09:12"}], "footer": "Alertmanager",
    }  # fmt: skip
    world.acts.say_as_bot("Alertmanager", world.place.general, attachments=[attachment])
    page = await world.open()
    message = page.locator(".message").last
    await expect(message.locator(".badge")).to_have_text("APP")
    await expect(message.locator(".attachment-title a")).to_have_attribute("rel", "noopener noreferrer")
    await expect(message.locator(".attachment strong", has_text="%")).to_be_visible()
