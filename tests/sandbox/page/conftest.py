"""The chat page in a real browser, with a workspace behind it. All tests of this folder share one browser and its loop."""

import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.server import SandboxServer

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
REFUSED = "the server responded with a status of 4"


def _has_chromium():
    return CHROMIUM.exists()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium():
    if not _has_chromium():
        reason = f"needs {CHROMIUM} (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        await browser.close()


class World:
    """A running workspace, its people, and browser pages that act as them."""

    def __init__(self, place, server, chromium):
        self.place = place
        self.server = server
        self.acts = server.acts
        self.client = AsyncWebClient(token=place.app.bot_token, base_url=server.api_url)
        self.bolt = AsyncApp(client=self.client, signing_secret=place.app.signing_secret)
        self.troubles = []
        self._chromium = chromium
        self._contexts = []

    async def open(self, person=None, path=None, **options):
        """A page of its own browser profile, open at a channel or at `path`."""
        context = await self._chromium.new_context(timezone_id="UTC", locale="en-GB", **options)
        self._contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._note)
        mark = "&" if "?" in (path or "") else "?"
        path = path or f"/archives/{self.place.general}"
        await page.goto(f"{self.server.base_url}{path}{mark}as={person or self.place.ann}")
        await page.locator(".status.on").wait_for(state="attached")
        await page.locator(".note, .message, .home-body > *").first.wait_for(state="attached")
        return page

    def _note(self, message):
        if message.type == "error" and REFUSED not in message.text:
            self.troubles.append(message.text)

    @asynccontextmanager
    async def online(self):
        """While the app is connected."""
        web = AsyncWebClient(base_url=self.server.api_url)
        handler = AsyncSocketModeHandler(self.bolt, self.place.app.app_token, web_client=web)
        await handler.connect_async()
        await self.server.socket_mode(self.place.app).connected.wait()
        try:
            yield
        finally:
            await handler.close_async()

    async def close(self):
        for context in self._contexts:
            await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def world(place, chromium):
    """Every test ends with a look at what the browser complained of."""
    async with SandboxServer(place.workspace) as server:
        world = World(place, server, chromium)
        yield world
        await world.close()
    assert world.troubles == []
