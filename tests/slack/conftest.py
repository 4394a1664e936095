"""A workspace in the sandbox with the real surface connected to it over the wire, and a real record behind it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from app.briefs.writers import Writers
from app.commands.call import Desk
from app.context.surroundings import Surroundings
from app.domain.entry import Entry
from app.domain.incident import Incident
from app.jobs.job import Job
from app.jobs.queue import Queue
from app.policy.gate import Gate
from app.record import entries
from app.record.declaring import Declaration, declare
from app.record.reading import Reader
from app.record.recorder import Recorder
from app.sandbox.install import App
from app.sandbox.server import SandboxServer
from app.sandbox.workspace import Workspace
from app.slack.chat import SlackChat, slack_chat
from app.slack.surface import build_app, run_socket_mode
from app.store.database import Database

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
ANA, BEN = "U0ANA", "U0BEN"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def engine_name() -> str:
    """The surface does not know which database it is; the record's own tests run on both."""
    return "sqlite"


@pytest.fixture
def manifest() -> Mapping[str, object]:
    return yaml.safe_load(MANIFEST.read_text())


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    workspace = Workspace(lambda: now().timestamp())
    for user, name in ((ANA, "ana"), (BEN, "ben")):
        workspace.add_user(name, name.capitalize(), user_id=user)
    async with SandboxServer(workspace) as running:
        yield running


@pytest.fixture
async def slack_app(server: SandboxServer, manifest) -> App:
    return server.workspace.install(manifest)


@pytest.fixture
async def chat(server: SandboxServer, slack_app: App) -> AsyncIterator[SlackChat]:
    async with slack_chat(slack_app.bot_token, server.api_url) as connected:
        yield connected


@dataclass
class Rig:
    """Everything together. `gaps` counts calls of `on_gap`."""

    server: SandboxServer
    slack_app: App
    chat: SlackChat
    database: Database
    recorder: Recorder
    desk: Desk
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    gaps: int = -1  # the one before the first connection is no news

    @property
    def acts(self):
        return self.server.acts

    async def incident(self, channel: str, person: str = ANA, title: str = "Checkout is down") -> Incident:
        declaration = Declaration(key=f"test:{channel}", title=title, person=person, channel=channel, channel_name="c")
        async with self.database.transaction() as tx:
            return await declare(tx, declaration, now(), 5)

    async def entries(self, incident: Incident) -> list[Entry]:
        async with self.database.reading() as connection:
            return await entries.all_entries(connection, incident.id)

    async def jobs(self, *kinds: str) -> list[Job]:
        """The waiting jobs of these kinds, taken out of the queue."""
        queue = Queue(self.database, "test")
        found: list[Job] = []
        while claimed := await queue.claim(now(), 50):
            for job in claimed:
                async with queue.finish(job, now()):
                    found.append(job)
        return [job for job in found if not kinds or job.kind in kinds]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """The surface runs over Socket Mode."""

        async def gap() -> None:
            self.gaps += 1

        app = build_app(self.chat, self.recorder, self.desk, channel_patterns=("inc-*",))
        stopping = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(
                run_socket_mode(
                    app, self.chat, self.slack_app.app_token, stopping=stopping, on_gap=gap, connected=self.connected
                )
            )
            await asyncio.wait_for(self.connected.wait(), 5)
            yield
            stopping.set()


@pytest.fixture
async def rig(server: SandboxServer, slack_app: App, chat: SlackChat, database: Database) -> AsyncIterator[Rig]:
    async with Recorder(database, now, 5) as recorder:
        desk = Desk(
            surroundings=Surroundings(database=database, clock=now),
            reader=Reader(database),
            chat=chat,
            writers=Writers(database, Gate(database, now), {}),
            clock=now,
        )
        yield Rig(server=server, slack_app=slack_app, chat=chat, database=database, recorder=recorder, desk=desk)


@pytest.fixture
async def live(rig: Rig) -> AsyncIterator[Rig]:
    async with rig.listening():
        yield rig


@pytest.fixture
async def channel(rig: Rig) -> str:
    """A channel with Ana, Ben and the bot in it."""
    made = rig.acts.create_channel(ANA, "war-room")
    rig.acts.invite(ANA, made, BEN)
    rig.acts.invite(ANA, made, rig.slack_app.bot_user_id)
    return made
