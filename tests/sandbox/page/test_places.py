"""Where one can go and as whom: people, channels, narrow screens, the player."""

import pytest
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


async def test_acting_as_somebody_else(world):
    secret = world.acts.create_channel(world.place.ann, "secret", private=True)
    world.acts.say(world.place.ann, secret, "hush")
    page = await world.open(path=f"/archives/{secret}")
    await expect(page.locator(".message", has_text="hush")).to_be_visible()
    await page.locator(".acting").click()
    await page.get_by_role("menuitem", name="Bob Example").click()
    await expect(page.locator(".acting")).to_have_attribute("data-acting", world.place.bob)
    await expect(page.locator(f"[data-key={secret}]")).to_have_count(0)
    await expect(page.locator(".channel-title")).to_have_text("general")
    await page.locator(".composer-field").fill("it is bob")
    await page.locator(".composer-field").press("Enter")
    await expect(page.locator(".message", has_text="it is bob").locator(".name")).to_have_text("Bob Example")


async def test_channels_are_made_joined_renamed_and_archived(world):
    page = await world.open()
    await page.get_by_label("New channel").click()
    await page.get_by_label("Name").fill("inc-1")
    await page.get_by_role("button", name="Create").click()
    await expect(page.locator(".channel-title")).to_have_text("inc-1")
    await page.get_by_label("Channel menu").click()
    await page.get_by_role("menuitem", name="Set the topic…").click()
    await page.locator("dialog input").fill("investigating *now*")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".topic strong")).to_have_text("now")
    bob = await world.open(world.place.bob, path=page.url.removeprefix(world.server.base_url).split("?")[0])
    await bob.get_by_role("button", name="Join channel").click()
    await expect(bob.locator(".composer-field")).to_be_visible()
    await page.get_by_label("Channel menu").click()
    await page.get_by_role("menuitem", name="Archive channel").click()
    await expect(bob.locator(".foot-note")).to_contain_text("archived")
    await expect(bob.locator("summary", has_text="Archived (1)")).to_be_visible()


async def test_back_and_forward(world):
    other = world.acts.create_channel(world.place.ann, "other")
    page = await world.open()
    await page.locator(f"[data-key={other}]").click()
    await expect(page.locator(".channel-title")).to_have_text("other")
    await page.go_back()
    await expect(page.locator(".channel-title")).to_have_text("general")


async def test_a_phone(world):
    ts = world.acts.say(world.place.ann, world.place.general, "on the go")
    world.acts.say(world.place.bob, world.place.general, "me too", thread_ts=ts)
    page = await world.open(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    await expect(page.locator(".sidebar")).to_be_hidden()
    await page.get_by_label("Show channels").tap()
    await expect(page.locator(".sidebar")).to_be_visible()
    await page.locator(f"[data-key={world.place.general}]").tap()
    await expect(page.locator(".sidebar")).to_be_hidden()
    await page.locator(".replies").tap()
    await expect(page.locator(".thread .message", has_text="me too")).to_be_visible()
    await expect(page.locator(".channel-view")).to_be_hidden()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


async def test_the_player_bar(world):
    class Playing:
        def __init__(self):
            self.now = {
                "title": "A bad day",
                "position": 3,
                "total": 9,
                "speed": 20.0,
                "paused": False,
                "can_step": True,
            }

        def status(self):
            return self.now

        def control(self, change):
            if change.get("next"):
                self.now["position"] += 1
            self.now.update(change)

    world.server.player = player = Playing()
    page = await world.open()
    await expect(page.locator(".player-title")).to_have_text("A bad day")
    await page.get_by_role("button", name="Pause").click()
    await expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    await page.get_by_label("Next message").click()
    await expect(page.locator(".player-count")).to_have_text("4 / 9")
    await page.get_by_label("Speed").select_option("5")
    await expect(page.get_by_label("Speed")).to_have_value("5")
    assert (player.now["position"], player.now["speed"], player.now["paused"]) == (4, 5.0, True)


async def test_without_a_player_there_is_no_bar(world):
    page = await world.open()
    await expect(page.locator(".player")).to_be_hidden()
