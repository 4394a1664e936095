"""Messages in the browser: said, edited, reacted to, answered, deleted, found again."""

import pytest
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


async def say(page, text):
    field = page.locator(".channel-view .composer-field")
    await field.fill(text)
    await field.press("Escape")
    await field.press("Enter")


def said(page, text):
    return page.locator(".channel-view .message", has_text=text)


async def test_people_talk(world):
    ann, bob = await world.open(), await world.open(world.place.bob)
    await say(ann, "is *checkout* down?")
    await expect(said(bob, "is checkout down?").locator("strong", has_text="checkout")).to_be_visible()
    await say(bob, "looks so")
    await expect(said(ann, "looks so").locator(".name")).to_have_text("Bob Example")
    [*_, first, second] = world.place.workspace.channels[world.place.general].log.all()
    assert (first.text, second.text) == ("is *checkout* down?", "looks so")


async def test_a_message_is_edited_and_deleted(world):
    page = await world.open()
    await say(page, "helo <all> & sundry")
    await said(page, "helo").hover()
    await page.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    editor = page.locator(".message.editing textarea")
    await expect(editor).to_have_value("helo <all> & sundry")
    await editor.fill("hello <all> & sundry")
    await editor.press("Enter")
    await expect(said(page, "hello <all> & sundry").locator(".edited")).to_have_text("(edited)")
    await said(page, "hello").hover()
    await page.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Delete message…").click()
    await page.get_by_role("button", name="Delete", exact=True).click()
    await expect(page.locator(".gone")).to_have_text("This message was deleted.")
    await page.reload()
    await expect(page.locator(".note").first).to_be_visible()
    await expect(page.locator(".gone")).to_have_count(0)


async def test_reactions_are_added_and_taken_off(world):
    ts = world.acts.say(world.place.bob, world.place.general, "look at this")
    page = await world.open()
    await said(page, "look at this").hover()
    await page.get_by_label("React with eyes").click()
    chip = page.locator("[data-reaction=eyes]")
    await expect(chip).to_have_text("👀1")
    world.acts.react(world.place.bob, world.place.general, ts, "eyes")
    await expect(chip).to_have_text("👀2")
    await chip.click()
    await expect(chip).to_have_text("👀1")
    await expect(chip).to_have_attribute("aria-pressed", "false")
    await page.locator(".message:hover").get_by_label("Add reaction").first.click()
    await page.get_by_placeholder("Search emoji").fill("pushp")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-reaction=pushpin]")).to_have_text("📌1")


async def test_a_thread(world):
    world.acts.say(world.place.bob, world.place.general, "who can roll back?")
    page = await world.open()
    await said(page, "who can roll back?").hover()
    await page.get_by_label("Reply in thread").click()
    reply = page.locator(".thread .composer-field")
    await reply.fill("I can")
    await reply.press("Enter")
    await expect(page.locator(".thread .message", has_text="I can")).to_be_visible()
    await expect(page.locator(".channel-view .replies-count")).to_have_text("1 reply")
    await expect(said(page, "I can")).to_have_count(0)
    await page.get_by_text("Also send to #general").click()
    await reply.fill("done")
    await reply.press("Enter")
    await expect(said(page, "done")).to_contain_text("replied in a thread")
    await page.get_by_label("Close thread").click()
    await expect(page.locator(".thread")).to_be_hidden()


async def test_names_are_completed_and_become_references(world):
    other = world.acts.create_channel(world.place.ann, "payments")
    page = await world.open()
    field = page.locator(".composer-field")
    await field.press_sequentially("ask @bo")
    await expect(page.locator(".offer")).to_have_text("BEBob Example@bob")
    await field.press("Enter")
    await field.press_sequentially("in #pay")
    await field.press("Tab")
    await field.press_sequentially("or @here, see https://example.org/a?b=1&c=2. `@bob`")
    await field.press("Enter")
    await expect(page.locator(".mention", has_text="#payments")).to_be_visible()
    message = world.place.workspace.channels[world.place.general].log.all()[-1]
    assert message.text == (
        f"ask <@{world.place.bob}> in <#{other}> or <!here>, see <https://example.org/a?b=1&amp;c=2>. `@bob`"
    )
    await page.locator(".mention", has_text="#payments").click()
    await expect(page.locator(".channel-title")).to_have_text("payments")


async def test_a_permalink_opens_an_old_message_and_marks_it(world):
    stamps = [world.acts.say(world.place.bob, world.place.general, f"line {number}") for number in range(400)]
    reply = world.acts.say(world.place.ann, world.place.general, "deep down", thread_ts=stamps[3])
    page = await world.open()
    await expect(page.locator(".message")).to_have_count(200)
    world.acts.say(
        world.place.bob,
        world.place.general,
        f"{world.server.base_url}/archives/{world.place.general}/p{stamps[40].replace('.', '')}",
    )
    await page.locator(".message").last.locator("a[target]").click()
    marked = page.locator(".message.highlighted")
    await expect(marked).to_contain_text("line 40")
    await expect(marked).to_be_in_viewport()
    path = f"/archives/{world.place.general}/p{reply.replace('.', '')}?thread_ts={stamps[3]}"
    page = await world.open(path=path)
    await expect(page.locator(".thread .message.highlighted")).to_contain_text("deep down")
    await expect(page.locator(".channel-view .message.highlighted")).to_contain_text("line 3")


async def test_earlier_messages_are_loaded_on_request(world):
    for number in range(250):
        world.acts.say(world.place.bob, world.place.general, f"line {number}")
    page = await world.open()
    await page.get_by_role("button", name="Show earlier messages").click()
    await expect(said(page, "line 0").first).to_be_attached()
    await expect(page.locator(".beginning")).to_be_attached()


async def test_a_file_is_attached(world):
    page = await world.open()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_label("Attach a file").click()
    await (await chooser.value).set_files({"name": "log.txt", "mimeType": "text/plain", "buffer": b"one line"})
    await expect(page.locator(".file")).to_contain_text("log.txt")


async def test_what_is_new_elsewhere_is_counted(world):
    other = world.acts.create_channel(world.place.bob, "alerts")
    world.acts.invite(world.place.bob, other, world.place.ann)
    page = await world.open()
    world.acts.say(world.place.bob, other, f"<@{world.place.ann}> look")
    row = page.locator(f"[data-key={other}]")
    await expect(row.locator(".count")).to_have_text("1")
    await row.click()
    await expect(row.locator(".count")).to_have_count(0)
    await expect(page.locator(".message .mention-me")).to_have_text("@Ann Example")
