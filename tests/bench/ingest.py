"""Durable ingest: from a signed request or an envelope until it is acknowledged, against a bot that keeps nothing."""

import asyncio
import os
import socket
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from app.record.declaring import Declaration, declare
from app.store.database import Database
from app.store.migrate import migrate
from app.store.tables import entries, jobs
from tests.bench.chat import chat, event
from tests.bench.client import SECRET, post_all
from tests.bench.slack import FakeSlack

GOAL = 0.5
IN_FLIGHT = (1, 100)
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: events a round by how many are in flight, and rounds."""

    rounds: int
    events: dict[int, int]


FULL = Size(7, {1: 400, 100: 2000})
QUICK = Size(3, {1: 150, 100: 600})


@dataclass(frozen=True, slots=True)
class Measured:
    """Events a second of both, round by round."""

    name: str
    bare: list[float]
    ours: list[float]

    @property
    def ratios(self) -> list[float]:
        return sorted(ours / bare for ours, bare in zip(self.ours, self.bare, strict=True))

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def misses(self) -> bool:
        """Whether the goal is missed by more than the rounds differ."""
        return self.ratio + (self.ratios[-1] - self.ratios[0]) / 2 < GOAL

    def __str__(self) -> str:
        bare, ours = statistics.median(self.bare), statistics.median(self.ours)
        return (
            f"{self.name:<{_WIDTH}} {bare:>7.0f}/s {ours:>7.0f}/s   {self.ratio:>5.2f}  "
            f"({self.ratios[0]:.2f}-{self.ratios[-1]:.2f})"
        )


class Run:
    """One bot and one bare app, side by side, over one way of delivery and one database."""

    def __init__(self, slack: FakeSlack, database_url: str, folder: Path, size: Size, *, over_http: bool) -> None:
        self._slack = slack
        self._url = database_url
        self._folder = folder
        self._size = size
        self._over_http = over_http
        self._ports = {"bare": free_port(), "ours": free_port()}
        self._number = 0

    async def measure(self, name: str) -> list[Measured]:
        database = Database(self._url)
        channels = {(level, number): f"C{level}X{number}" for level in IN_FLIGHT for number in range(self._size.rounds)}
        await _incidents(database, list(channels.values()))
        async with self._app("bare", "tests.bench.bare"), self._app("ours", "app", "serve"):
            await self._ready(database)
            found = [await self._level(name, level, channels) for level in IN_FLIGHT]
        kept = await _messages(database)
        await database.close()
        sent = sum(self._size.events.values()) * self._size.rounds + sum(IN_FLIGHT)
        assert kept == sent, f"{sent} sent, {kept} kept"
        return found

    async def _level(self, name: str, level: int, channels: dict[tuple[int, int], str]) -> Measured:
        measured = Measured(f"{name}, {level} in flight", [], [])
        for who in ("bare", "ours"):
            await self._deliver(who, channels[level, 0], level, level, seed=0)  # not counted: the first are slower
        for number in range(self._size.rounds):
            order = ("bare", "ours") if number % 2 else ("ours", "bare")
            for who in order:
                count = self._size.events[level]
                seconds = await self._deliver(who, channels[level, number], count, level, seed=number + 1)
                (measured.bare if who == "bare" else measured.ours).append(count / seconds)
        return measured

    async def _deliver(self, who: str, channel: str, count: int, in_flight: int, seed: int) -> float:
        payloads = []
        for number, message in enumerate(chat(count, seed)):
            at = f"{1_700_000_000 + seed * 1_000_000 + number}.000000"
            self._number += 1
            payload = event(message, channel, self._number)
            payload["event"] = {**payload["event"], "ts": at, "event_ts": at}  # type: ignore[dict-item]
            payloads.append(payload)
        if self._over_http:
            return await post_all(payloads, self._ports[who], in_flight)
        started = time.perf_counter()
        await self._slack.deliver(self._token(who), payloads, in_flight)
        return time.perf_counter() - started

    def _token(self, who: str) -> str:
        return f"xapp-{who}-{self._ports[who]}"

    @asynccontextmanager
    async def _app(self, who: str, *module: str) -> AsyncIterator[None]:
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{self._slack.url}/api/",
            "WATCHKEEPER_DATABASE_URL": self._url,
            "WATCHKEEPER_DOCUMENTS_FOLDER": str(self._folder / "documents"),
            "WATCHKEEPER_PORT": str(self._ports[who]) if self._over_http else "-1",
            "WATCHKEEPER_LOG_LEVEL": "warning",
            "WATCHKEEPER_CARD_EVERY_S": "3600",  # what the card costs is measured with the briefs
        }
        if not self._over_http:
            environment["SLACK_APP_TOKEN"] = self._token(who)
        with (self._folder / f"{who}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *module, env=environment, stdout=log, stderr=log
            )
        try:
            yield
        finally:
            process.kill()
            await process.wait()

    async def _ready(self, database: Database) -> None:
        """Both listen, and the bot has settled into its channels."""
        async with asyncio.timeout(60):
            for who, port in self._ports.items():
                while self._over_http and not await listens(port):  # noqa: ASYNC110 -- another process
                    await asyncio.sleep(0.05)
                if not self._over_http:
                    await self._slack.connected(self._token(who))
            while await _waiting(database):  # noqa: ASYNC110 -- another process
                await asyncio.sleep(0.1)


async def _incidents(database: Database, channels: list[str]) -> None:
    """An incident of its own for each round, so that none is longer than incidents are."""
    await migrate(database)
    async with database.transaction() as tx:
        for channel in channels:
            declaration = Declaration(key=channel, title="Bench", person="", channel=channel, channel_name=channel)
            await declare(tx, declaration, datetime.now(UTC), 5.0)


async def _waiting(database: Database) -> int:
    async with database.reading() as connection:
        query = select(func.count()).select_from(jobs).where(jobs.c.state.in_(["ready", "leased"]))
        return await connection.scalar(query) or 0


async def _messages(database: Database) -> int:
    async with database.reading() as connection:
        query = select(func.count()).select_from(entries).where(entries.c.kind == "message")
        return await connection.scalar(query) or 0


async def listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def table(found: list[Measured]) -> Iterator[str]:
    yield f"{'durable ingest':<{_WIDTH}} {'bare bolt':>9} {'ours':>9}   ratio  (lowest-highest round)"
    yield from (str(one) for one in found)
