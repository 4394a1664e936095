"""Timeline and catch-up for incidents of growing length: seconds and memory, and how they grow."""

import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from app.briefs import write
from app.domain.brief import BriefKind
from app.domain.chat import ChatMessage
from app.domain.entry import Author, Draft, Voice
from app.domain.incident import Incident
from app.record.append import append
from app.record.declaring import Declaration, declare
from app.record.drafts import of_message
from app.record.reading import Reader
from app.record.timeline import timeline
from app.store.database import Database
from app.store.migrate import migrate
from tests.bench.chat import chat

SIZES = (100, 1_000, 10_000)
_CHANNEL = "C0BENCH"


@dataclass(frozen=True, slots=True)
class Written:
    """Seconds, and the most memory that was needed on the way, in MB."""

    messages: int
    read_s: float
    timeline_s: float
    catchup_s: float
    peak_mb: float

    @property
    def total_s(self) -> float:
        return self.read_s + self.timeline_s + self.catchup_s


async def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[Written]:
    return [await _one(Database(f"sqlite:///{folder / f'{size}.db'}"), size) for size in sizes]


async def _one(database: Database, size: int) -> Written:
    incident = await _recorded(database, size)
    reader, now = Reader(database, "https://bench.slack.com/"), datetime.now(UTC)
    times = [time.perf_counter()]
    context = await reader.context(incident, now)
    times.append(time.perf_counter())
    timeline(context)
    times.append(time.perf_counter())
    write(BriefKind.CATCHUP, context)
    times.append(time.perf_counter())
    del context
    tracemalloc.start()  # slows down, so not while the clock runs
    context = await reader.context(incident, now)
    timeline(context)
    write(BriefKind.CATCHUP, context)
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    await database.close()
    read_s, timeline_s, catchup_s = (after - before for before, after in pairwise(times))
    return Written(size, read_s, timeline_s, catchup_s, peak_mb)


async def _recorded(database: Database, size: int) -> Incident:
    await migrate(database)
    now = datetime.now(UTC)
    async with database.transaction() as tx:
        declaration = Declaration(key="bench", title="Checkout fails", person="", channel=_CHANNEL)
        incident = await declare(tx, declaration, now, 5.0)
        await append(tx, incident.id, [*_drafts(size)], now, 5.0)
    return incident


def _drafts(size: int) -> Iterator[Draft]:
    for message in chat(size, seed=size):
        said = ChatMessage(
            channel=_CHANNEL,
            ts=message.ts,
            author=Author(Voice.PERSON, message.user),
            text=message.text,
            thread_ts=message.thread_ts,
            reactions={},
            extra={},
        )
        yield from of_message(said, "https://bench.slack.com/")


def table(found: list[Written]) -> Iterator[str]:
    yield f"{'messages':>8} {'read':>8} {'timeline':>9} {'catch-up':>9} {'peak':>8}   per message, against {SIZES[0]}"
    first = found[0]
    for one in found:
        ratio = (one.total_s / one.messages) / (first.total_s / first.messages)
        yield (
            f"{one.messages:>8,} {one.read_s:>6.3f} s {one.timeline_s:>7.3f} s {one.catchup_s:>7.3f} s "
            f"{one.peak_mb:>5.1f} MB   {ratio:.2f}"
        )
