"""`python -m tests.bench.hanging [--quick]`: what it costs the recorder that twenty connected systems hang.

Two bots with a database each, one with no connectors, one with twenty that accept every connection and never answer, and
that is made to look around three incidents at a time, without a pause. They take the same messages over HTTP in turn; the
looks, which wait for the network, go on meanwhile. Beside it: how long whoever types `/inc context` waits. Limits are as they are by default.

Fails where the ratio is surely below 0.9 (twice the error of the median is allowed for), or an answer takes ten seconds.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record.consequences import LOOK_AROUND
from app.record.declaring import Declaration, declare
from app.store.database import Database
from app.store.migrate import migrate
from tests.bench.chat import chat, event
from tests.bench.client import SECRET, post_all
from tests.bench.ingest import Size, free_port, listens
from tests.bench.slack import FakeSlack

GOAL = 0.9
SYSTEMS = 20
LONGEST_ANSWER_S = 10.0
_LOOKS = 3000
_FULL = Size(60, {1: 50, 100: 400})
_QUICK = Size(15, {1: 30, 100: 300})
"""Many short rounds in turn: what else the machine does meets both alike."""
_CHANNELS = 8
_KINDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("alertmanager", {}),
    ("loki", {}),
    ("prometheus", {}),
    ("pagerduty", {"token": "t"}),
    ("github", {"token": "t", "repositories": ["acme/shop"]}),
)


@dataclass
class Void:
    """Accepts every connection and never answers. `open` counts those that wait now, `all` all that there were."""

    url: str = ""
    open: int = 0
    all: int = 0
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open, self.all = self.open + 1, self.all + 1
        while await reader.read(65536):
            pass
        self.open -= 1
        writer.close()


@asynccontextmanager
async def void() -> AsyncIterator[Void]:
    there = Void()
    server = await asyncio.start_server(there.hold, "127.0.0.1", 0)
    there.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield there
    finally:
        server.close()


def connectors(url: str, **more: object) -> dict[str, dict[str, object]]:
    """Twenty of them, four of each kind."""
    return {
        f"{kind}-{number}": {"kind": kind, "url": url, **given, **more}
        for number in range(SYSTEMS // len(_KINDS))
        for kind, given in _KINDS
    }


@dataclass
class Bot:
    """A bot in a process of its own."""

    name: str
    folder: Path
    slack: str
    connectors: dict[str, dict[str, object]]
    port: int = field(default_factory=free_port)

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / self.name}.db"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{self.slack}/api/",
            "WATCHKEEPER_DATABASE_URL": self.database_url,
            "WATCHKEEPER_DOCUMENTS_FOLDER": str(self.folder / "documents"),
            "WATCHKEEPER_PORT": str(self.port),
            "WATCHKEEPER_LOG_LEVEL": "error",
            "WATCHKEEPER_CARD_EVERY_S": "3600",
            "WATCHKEEPER_CONNECTORS": json.dumps(self.connectors),
        }
        with (self.folder / f"{self.name}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "app", "serve", env=environment, stdout=log, stderr=log
            )
        try:
            async with asyncio.timeout(60):
                while not await listens(self.port):  # noqa: ASYNC110 -- another process
                    await asyncio.sleep(0.05)
            yield
        finally:
            process.kill()
            await process.wait()


@dataclass(frozen=True)
class Measured:
    """Messages a second of both, round by round."""

    in_flight: int
    calm: list[float]
    hanging: list[float]

    @property
    def ratios(self) -> list[float]:
        return sorted(hanging / calm for hanging, calm in zip(self.hanging, self.calm, strict=True))

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        low, _, high = statistics.quantiles(self.ratios, n=4)
        return low, high

    @property
    def misses(self) -> bool:
        low, high = self.quartiles
        return self.ratio + (high - low) * 2 / len(self.ratios) ** 0.5 < GOAL

    def __str__(self) -> str:
        calm, hanging = statistics.median(self.calm), statistics.median(self.hanging)
        low, high = self.quartiles
        spread = f"({low:.2f}-{high:.2f})"
        return f"ingest, {self.in_flight:>3} in flight  {calm:>7.0f}/s {hanging:>7.0f}/s   {self.ratio:>5.2f}  {spread}"


async def measure(folder: Path, size: Size) -> tuple[list[Measured], int]:
    """By how many are in flight; and how many looks were waiting for an answer that never came."""
    async with FakeSlack() as slack, void() as nowhere:
        hanging = connectors(nowhere.url)
        bots = {"calm": Bot("calm", folder, slack.url, {}), "hanging": Bot("hanging", folder, slack.url, hanging)}
        channels = {(level, number): f"C{level}X{number}" for level in size.events for number in range(_CHANNELS)}
        for bot in bots.values():
            await _prepare(bot, list(channels.values()))
        async with bots["calm"].running(), bots["hanging"].running():
            rounds = _Rounds(bots, nowhere, channels, size)
            found = [await rounds.level(level) for level in size.events]
            return found, nowhere.all


@dataclass
class _Rounds:
    bots: dict[str, Bot]
    nowhere: Void
    channels: dict[tuple[int, int], str]
    size: Size
    sent: int = 0

    async def level(self, level: int) -> Measured:
        measured = Measured(level, [], [])
        for name in self.bots:
            await self._round(name, level, 0, count=level)  # not counted: the first are slower
        for number in range(self.size.rounds):
            order = ("calm", "hanging") if number % 2 else ("hanging", "calm")
            for name in order:
                count = self.size.events[level]
                seconds = await self._round(name, level, number, count=count)
                (measured.calm if name == "calm" else measured.hanging).append(count / seconds)
        return measured

    async def _round(self, name: str, level: int, number: int, count: int) -> float:
        async with asyncio.timeout(60):
            while self.nowhere.open < SYSTEMS:  # noqa: ASYNC110 -- another process
                await asyncio.sleep(0.01)
        return await post_all(
            self._payloads(self.channels[level, number % _CHANNELS], count), self.bots[name].port, level
        )

    def _payloads(self, channel: str, count: int) -> list[dict[str, object]]:
        payloads = []
        for message in chat(count, self.sent):
            self.sent += 1
            payload = event(message, channel, self.sent)
            at = f"{1_700_000_000 + self.sent}.000000"
            payload["event"] = {**payload["event"], "ts": at, "event_ts": at}  # type: ignore[dict-item]
            payloads.append(payload)
        return payloads


async def _prepare(bot: Bot, channels: list[str]) -> None:
    """An incident for each round, and looks around them without an end."""
    database = Database(bot.database_url)
    await migrate(database)
    now = datetime.now(UTC)
    async with database.transaction() as tx:
        for channel in channels:
            declaration = Declaration(key=channel, title="Bench", person="", channel=channel, channel_name=channel)
            await declare(tx, declaration, now, 3600.0)
        looks = [
            NewJob(
                key=f"{LOOK_AROUND}:bench:{number}",
                kind=LOOK_AROUND,
                lane=f"{LOOK_AROUND}:{number % 3}",
                run_at=now,
                payload={"incident": number % len(channels) + 1, "patient": True, "late": True},
            )
            for number in range(_LOOKS if bot.connectors else 0)
        ]
        await enqueue(tx, looks)
    await database.close()


async def answer_s(folder: Path) -> tuple[float, str]:
    """Seconds from `/inc context` until the answer stands there, limits as they are; and the answer."""
    from tests.journeys.story import BEN, told

    async with void() as nowhere, told(folder, connectors=connectors(nowhere.url)) as story:
        channel = await story.declare()
        story.jump(3600)
        started = time.monotonic()
        asking = asyncio.ensure_future(story.inc(BEN, channel.id, "context again"))
        while not story.private(BEN, channel.id):  # noqa: ASYNC110 -- as somebody would look at the screen
            await asyncio.sleep(0.02)
        seconds = time.monotonic() - started
        text = story.last_private(BEN)
        await asking
        return seconds, text


def table(found: list[Measured], waited: int) -> Iterator[str]:
    yield f"{'20 connectors hang':<25} {'none':>7}   {'hang':>7}   ratio  (half of the rounds)"
    yield from map(str, found)
    yield f"{waited} connections were held and never answered."


async def main(*, quick: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="wk-hanging-") as made:
        found, waited = await measure(Path(made), _QUICK if quick else _FULL)
        folder = Path(made) / "asking"
        folder.mkdir()
        seconds, text = await answer_s(folder)
    untold = [name for name in connectors("http://x") if f"({name})" not in text]
    lines = [
        *table(found, waited),
        f"/inc context answers after {seconds:.1f} s and names {SYSTEMS - len(untold)} of them.",
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if any(one.misses for one in found) or untold or seconds >= LONGEST_ANSWER_S else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hanging", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for CI")
    sys.exit(asyncio.run(main(quick=parser.parse_args().quick)))
