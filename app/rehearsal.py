"""The real bot against a sandbox workspace, in one process, by a clock that jumps: for the demo and for replays."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml
from pydantic import SecretStr

from app.bootstrap import Watchkeeper, watchkeeper
from app.domain.json import JsonObject, object_of
from app.sandbox.install import App
from app.sandbox.server import SandboxServer
from app.sandbox.workspace import Workspace
from app.settings import Settings, read_settings

MANIFEST = Path(__file__).parent.parent / "manifest.yml"
_LEASE_S = 7 * 86400.0  # the clock may jump by days while a job runs
_ROUNDS = 1000


class StepClock:
    """Stands at the time of the last step and goes on from there in real time, but not past the next step."""

    def __init__(self, start_s: float) -> None:
        self._at_s = start_s
        self._until_s = start_s
        self._since = time.monotonic()

    def now_s(self) -> float:
        return min(self._at_s + time.monotonic() - self._since, max(self._at_s, self._until_s))

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_s(), UTC)

    def move_to(self, at_s: float, until_s: float | None = None) -> None:
        """Jump to `at_s` if that is later than now; `until_s` is the time of the step after it (None: no bound)."""
        self._at_s = max(at_s, self.now_s())
        self._until_s = float("inf") if until_s is None else until_s
        self._since = time.monotonic()


def manifest() -> JsonObject:
    """The app's manifest. Raises FileNotFoundError outside a checkout."""
    return object_of(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A workspace with the bot in it."""

    server: SandboxServer
    app: App
    bot: Watchkeeper
    clock: StepClock

    async def settle(self) -> None:
        """Wait until everything that was said has reached the bot, and everything that is due has been done."""
        for _ in range(_ROUNDS):
            await self.server.settled()
            if not await self.bot.catch_up():
                return
        raise RuntimeError("The bot and the workspace keep answering each other.")


@asynccontextmanager
async def rehearse(
    server: SandboxServer, clock: StepClock, folder: Path, *, working: bool, **given: object
) -> AsyncIterator[Rehearsal]:
    """Install the app in the workspace of a running server and start the bot, with its data in `folder`.

    With `working` the bot does its jobs by itself; without, `settle` does them. `given` are settings.
    """
    app = server.workspace.install(manifest())
    settings = sandbox_settings(server, app, folder, **given)
    async with watchkeeper(settings, clock.now, working=working, lease_s=_LEASE_S) as bot:
        await bot.connected.wait()  # before that, Slack tells whoever types a command that nobody answers
        yield Rehearsal(server, app, bot, clock)


def sandbox_settings(server: SandboxServer, app: App, folder: Path, **given: object) -> Settings:
    """Settings for a bot in the sandbox workspace; no second look for secrets unless asked for: it takes a processor."""
    return read_settings(
        slack_bot_token=SecretStr(app.bot_token),
        slack_app_token=SecretStr(app.app_token),
        slack_signing_secret=SecretStr(""),
        slack_api_url=server.api_url,
        database_url=f"sqlite:///{folder / 'watchkeeper.db'}",
        documents_folder=folder / "documents",
        **{"second_scan": "off", **given},
    )


def new_workspace(clock: StepClock, name: str) -> Workspace:
    return Workspace(clock.now_s, name=name, domain=name.lower().replace(" ", "-"))
