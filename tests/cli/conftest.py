"""The command line as a person uses it: arguments and environment in, exit code and text out."""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from app.__main__ import main
from app.rehearsal import StepClock, manifest, new_workspace
from app.sandbox.install import App
from app.sandbox.server import SandboxServer


@dataclass(frozen=True)
class Ran:
    """How it ended; `shown` is all that a person sees."""

    code: int
    out: str
    err: str

    @property
    def shown(self) -> str:
        return self.out + self.err


Run = Callable[..., Ran]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, logs_as_before: None
) -> Run:
    """`run("verify", "INC-1", SLACK_BOT_TOKEN="…")`, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("SLACK_", "WATCHKEEPER_", "DATABASE_URL")):
            monkeypatch.delenv(name)

    def ran(*arguments: str, **environment: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["watchkeeper", *arguments])
        with monkeypatch.context() as during:
            for name, value in environment.items():
                during.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        captured = capsys.readouterr()
        code = ended.value.code
        ran = Ran(code if isinstance(code, int) else 0, captured.out, captured.err)
        assert "Traceback" not in ran.shown
        return ran

    return ran


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@dataclass(frozen=True)
class Slack:
    """A sandbox workspace with the app installed, running beside the test."""

    server: SandboxServer
    app: App
    channel: str

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.app.bot_token,
            "SLACK_APP_TOKEN": self.app.app_token,
            "SLACK_API_URL": self.server.api_url,
            **more,
        }


@pytest.fixture(scope="module")
def slack() -> Iterator[Slack]:
    """In a thread of its own, for commands bring an event loop of their own."""
    started, stop, found = threading.Event(), asyncio.Event(), []
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        workspace = new_workspace(StepClock(1_773_480_413.0), "Lantern")
        person = workspace.add_user("ana", "Ana Ferreira").id
        async with SandboxServer(workspace) as server:
            app = workspace.install(manifest())
            found.append(Slack(server, app, server.acts.create_channel(person, "incidents")))
            started.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert started.wait(10)
    yield found[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
