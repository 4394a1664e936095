"""Where it happens: a workspace with two incident channels, three people who talk, and some who come by."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app.bootstrap import NO_PORT
from app.rehearsal import manifest, sandbox_settings
from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import EVENTS, Fault, Faults
from app.sandbox.install import App
from app.sandbox.server import SandboxServer
from app.sandbox.workspace import Workspace
from app.settings import Settings
from app.store.database import Database
from app.store.tables import jobs
from tests.chaos.talk import QUESTIONS, Talk

PATIENCE_S = 120.0
CARD_EVERY_S = 2.0
COMMANDS = {
    "note": 4,
    "decision": 4,
    "status identified": 1,
    "status monitoring": 1,
    "new": 1,
    **dict.fromkeys(QUESTIONS, 2),
}


class Tripwires(Faults):
    """Counts the connections that the bot opens, and calls `tripped` when the bot makes a call of the Web API; what that returns befalls the call."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.tripped: Callable[[str], Fault | None] | None = None
        self.opened = 0

    def take(self, target: str, *more: str) -> Fault | None:
        self.opened += target == "apps.connections.open"
        instead = self.tripped(target) if self.tripped and more else None
        return instead or super().take(target, *more)


@dataclass(frozen=True, slots=True)
class Scene:
    server: SandboxServer
    wires: Tripwires
    app: App
    talk: Talk
    channels: list[str]
    people: list[str]

    def settings(self, folder: Path) -> Settings:
        """For a bot in this process."""
        return sandbox_settings(self.server, self.app, folder, card_every_s=CARD_EVERY_S, port=NO_PORT)

    def environment(self, database_url: str, folder: Path) -> dict[str, str]:
        """What a bot process needs to know."""
        return {
            **os.environ,
            "SLACK_BOT_TOKEN": self.app.bot_token,
            "SLACK_APP_TOKEN": self.app.app_token,
            "SLACK_API_URL": self.server.api_url,
            "WATCHKEEPER_DATABASE_URL": database_url,
            "WATCHKEEPER_DOCUMENTS_FOLDER": str(folder / "documents"),
            "WATCHKEEPER_CARD_EVERY_S": str(CARD_EVERY_S),
            "WATCHKEEPER_PORT": str(NO_PORT),
        }

    @property
    def connected(self) -> asyncio.Event:
        return self.server.socket_mode(self.app).connected

    @property
    def connections(self) -> int:
        """How many there have been."""
        return self.wires.opened

    async def reconnected(self, before: int) -> None:
        """Wait for a connection after so many."""

        async def again() -> bool:
            return self.connections > before and self.connected.is_set()

        await until(again)

    async def adopt(self) -> None:
        """Every channel becomes an incident's."""
        for channel in self.channels:
            outcome = await self.server.acts.command(self.people[0], channel, "/inc adopt")
            assert outcome.ok, outcome.error

    def lose_events(self) -> None:
        """From now on what happens is not delivered, until `deliver_events`. Slack does not promise to send it again."""
        self.wires.add(Fault(EVENTS, "drop_before", times=None))

    def deliver_events(self) -> None:
        self.wires.clear()

    async def settle(self, database: Database) -> None:
        """Wait until everything has reached the bot and everything has been done."""

        async def quiet() -> bool:
            return not self.server.workspace.undelivered and not await waiting_jobs(database)

        await until(quiet)


@asynccontextmanager
async def talking(here: Scene, commands: Mapping[str, int]) -> AsyncIterator[None]:
    """People talk and type while the `async with` lasts."""
    stop = asyncio.Event()
    talk = asyncio.create_task(here.talk.go_on(stop, commands))
    try:
        yield
    finally:
        stop.set()
        await talk


async def wait_for(event: asyncio.Event) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await event.wait()


async def waiting_jobs(database: Database) -> int:
    """Jobs to be done now or soon."""
    async with database.reading() as connection:
        query = select(func.count()).select_from(jobs).where(jobs.c.state.in_(["ready", "leased"]))
        return await connection.scalar(query) or 0


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition that nobody tells us about. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_S):
        while not await condition():  # noqa: ASYNC110 -- the database has no event for it
            await asyncio.sleep(0.05)


@asynccontextmanager
async def scene(seed: int) -> AsyncIterator[Scene]:
    """A running workspace in which nobody has said anything yet."""
    workspace = Workspace(time.time)
    people = [workspace.add_user(name, name.capitalize()).id for name in ("ana", "ben", "cleo")]
    visitors = [workspace.add_user(name, name.capitalize()).id for name in ("dan", "eve", "finn", "gus")]
    server = SandboxServer(workspace, timing=Timing(ack_timeout_s=3.0, retry_delays_s=(0.0,) * 50))
    server.faults = wires = Tripwires(seed)
    async with server:
        app = workspace.install(manifest())
        channels = []
        for name in ("checkout-is-down", "queue-is-stuck"):
            channel = workspace.membership.create(people[0], name)
            for member in (*people[1:], app.bot_user_id):
                workspace.membership.enter(channel, member)
            channels.append(channel.id)
        yield Scene(server, wires, app, Talk(server, channels, people, visitors, seed), channels, people)
