"""The bot as a process of its own, which can be killed at any moment and is back at once."""

import asyncio
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

_ROOT = Path(__file__).parents[2]
# Everything is imported before it is told to go, so that a restart takes as long as starting does, not importing.
# When the tests are gone, so is the bot.
_PROGRAM = """
import os, runpy, sys, threading
import app.bootstrap, app.cli
def watch():
    sys.stdin.read()
    os._exit(1)
if sys.stdin.readline():
    threading.Thread(target=watch, daemon=True).start()
    sys.argv = ["watchkeeper", "serve"]
    runpy.run_module({module!r}, run_name="__main__", alter_sys=True)
"""


class BotProcess:
    """`python -m app serve` with `environment`. Use as `async with`; what it writes goes to the file `log`."""

    def __init__(self, environment: Mapping[str, str], log: Path, module: str = "app") -> None:
        self._environment = dict(environment)
        self._log = log
        self._program = _PROGRAM.format(module=module)
        self._running: asyncio.subprocess.Process | None = None
        self._waiting: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def __aenter__(self) -> Self:
        self._waiting = await self._spawn()
        return self

    async def __aexit__(self, *exception: object) -> None:
        for process in (self._running, self._waiting):
            if process and process.returncode is None:
                process.kill()
                await process.wait()

    async def start(self) -> None:
        """Let the bot go that waits, and have the next one ready."""
        assert self._waiting
        assert self._waiting.stdin
        self._running = self._waiting
        self._waiting.stdin.write(b"go\n")
        self._waiting = await self._spawn()

    def shoot(self) -> None:
        """`kill -9`, at this very moment; `buried` waits for the end."""
        if self._running and self._running.returncode is None:
            self._running.send_signal(signal.SIGKILL)
            self.kills += 1

    async def buried(self) -> None:
        assert self._running
        code = await self._running.wait()
        assert code == -signal.SIGKILL, f"the bot ended by itself with {code}, see {self._log}"

    @property
    def errors(self) -> list[str]:
        """The lines that say that something went wrong that should not."""
        return [
            line for line in self._log.read_text().splitlines() if '"level": "error"' in line or "Traceback" in line
        ]

    async def _spawn(self) -> asyncio.subprocess.Process:
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-c", self._program, stdin=asyncio.subprocess.PIPE, stdout=log, stderr=log,
                env=self._environment, cwd=_ROOT,
            )  # fmt: skip
