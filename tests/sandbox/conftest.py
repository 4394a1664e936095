"""A workspace with two people, a channel and an installed app, and a real slack_bolt app connected to it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox.install import App
from app.sandbox.server import SandboxServer
from app.sandbox.workspace import Workspace

EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_created",
    "channel_rename",
    "channel_unarchive",
    "file_created",
    "file_shared",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "subteam_created",
    "subteam_updated",
    "team_join",
    "user_change",
]
SCOPES = [
    "app_mentions:read",
    "assistant:write",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:read",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]


def manifest(*, events=EVENTS, scopes=SCOPES, socket_mode=True, url="", should_escape=True):
    """A Slack app manifest for a bot that does everything."""
    return {
        "display_information": {"name": "Recorder"},
        "features": {
            "app_home": {"home_tab_enabled": True},
            "bot_user": {"display_name": "recorder"},
            "slash_commands": [
                {"command": "/inc", "description": "Incidents", "url": url, "should_escape": should_escape}
            ],
            "shortcuts": [
                {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"},
                {"name": "Declare", "type": "global", "callback_id": "declare", "description": "Declare one"},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(events), "request_url": url},
            "interactivity": {"is_enabled": True, "request_url": url},
            "socket_mode_enabled": socket_mode,
        },
    }


class Seconds:
    """A clock that goes only where it is put."""

    def __init__(self, now_s: float = 1_700_000_000.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


class Place:
    """What the tests of the sandbox start from."""

    def __init__(self, clock: Callable[[], float], **manifest_options: object) -> None:
        self.workspace = Workspace(clock)
        self.ann = self.workspace.add_user("ann", "Ann Example", email="ann@example.org").id
        self.bob = self.workspace.add_user("bob", "Bob Example").id
        self.general = self.workspace.membership.create(self.ann, "general").id
        self.workspace.membership.invite(self.workspace.channels[self.general], self.ann, self.bob)
        self.app: App = self.workspace.install(manifest(**manifest_options))

    def add_bot(self, channel: str) -> None:
        self.workspace.membership.invite(self.workspace.channels[channel], self.ann, self.app.bot_user_id)

    def forget_events(self) -> None:
        """What happened so far is not delivered any more."""
        outbox = self.workspace.outboxes[self.app.app_id]
        while outbox.waiting:
            outbox.acknowledge(outbox.take().envelope_id)


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def place(clock: Seconds) -> Place:
    return Place(clock)


@pytest.fixture
def make_place(clock: Seconds) -> Callable[..., Place]:
    """Another place: `make_place(scopes=[...], socket_mode=False, url="http://...")`."""
    return lambda **options: Place(clock, **options)


@pytest.fixture
async def server(place: Place) -> AsyncIterator[SandboxServer]:
    async with SandboxServer(place.workspace) as running:
        yield running


@pytest.fixture
def client(server: SandboxServer, place: Place) -> AsyncWebClient:
    return AsyncWebClient(token=place.app.bot_token, base_url=server.api_url)


@pytest.fixture
def bolt(place: Place, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=place.app.signing_secret, process_before_response=True)


@pytest.fixture
def connect() -> Callable[..., AbstractAsyncContextManager[AsyncSocketModeHandler]]:
    """Connects a bolt app by Socket Mode: `async with connect(server, app, bolt)`."""
    return _connected


@asynccontextmanager
async def _connected(server: SandboxServer, app: App, bolt: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """`bolt`, connected by Socket Mode."""
    handler = AsyncSocketModeHandler(
        bolt, app.app_token, web_client=AsyncWebClient(base_url=server.api_url), ping_interval=0.5
    )
    await handler.connect_async()
    try:
        async with asyncio.timeout(5):
            await server.socket_mode(app).connected.wait()
        yield handler
    finally:
        await handler.close_async()


@pytest.fixture
async def visitor(server):
    async with aiohttp.ClientSession(server.base_url) as session:
        yield session


@pytest.fixture
def read(visitor, place):
    async def read(path, person=None, **query):
        async with visitor.get(path, params={"as": person or place.ann, **query}) as response:
            return await response.json()

    return read


@pytest.fixture
def do(visitor, place):
    """Does an act; gives its result, or the sentence with which it was refused."""

    async def do(act, person=None, **details):
        async with visitor.post("/sandbox/act", json={"as": person or place.ann, "act": act, **details}) as response:
            body = await response.json()
            assert (response.status == 200) is body["ok"]
            return body["result"] if body["ok"] else body["error"]

    return do


@pytest.fixture
def online(connect, server, place, bolt):
    """`async with online():` while the app is connected."""
    return lambda: connect(server, place.app, bolt)


class Told:
    """What a page has been told so far."""

    def __init__(self, socket):
        self.socket = socket
        self.waiting = []

    async def next(self, kind):
        """The next change of that kind."""
        async with asyncio.timeout(5):
            while True:
                for number, change in enumerate(self.waiting):
                    if change["type"] == kind:
                        del self.waiting[: number + 1]
                        return change
                self.waiting += await self.socket.receive_json()


@pytest.fixture
def stream(visitor, place):
    @asynccontextmanager
    async def stream(person=None):
        async with visitor.ws_connect("/sandbox/stream", params={"as": person or place.ann}) as socket:
            told = Told(socket)
            await told.next("hello")
            yield told

    return stream
