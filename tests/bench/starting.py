"""From typing the command until Slack may send: against importing what everything rests on."""

import asyncio
import os
import statistics
import sys
import time
from pathlib import Path

from tests.bench.slack import FakeSlack

_IMPORTS = "import slack_bolt.async_app, sqlalchemy, aiohttp"


async def measure(slack: FakeSlack, folder: Path, rounds: int) -> tuple[float, float]:
    """Seconds, the median of so many rounds: importing, and starting until connected (the database is there)."""
    importing, starting = [], []
    for number in range(rounds + 1):  # the first makes the database, and is not counted
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", _IMPORTS)
        await process.wait()
        importing.append(time.perf_counter() - started)
        starting.append(await _start(slack, folder, number))
    return statistics.median(importing[1:]), statistics.median(starting[1:])


async def _start(slack: FakeSlack, folder: Path, number: int) -> float:
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": f"xapp-start-{number}",
        "SLACK_API_URL": f"{slack.url}/api/",
        "WATCHKEEPER_DATABASE_URL": f"sqlite:///{folder / 'start.db'}",
        "WATCHKEEPER_DOCUMENTS_FOLDER": str(folder / "documents"),
        "WATCHKEEPER_PORT": "-1",
        "WATCHKEEPER_LOG_LEVEL": "warning",
    }
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "app", "serve", env=environment)
    try:
        async with asyncio.timeout(60):
            await slack.connected(f"xapp-start-{number}")
        return time.perf_counter() - started
    finally:
        process.kill()
        await process.wait()
