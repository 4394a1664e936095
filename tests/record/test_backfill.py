"""Reading a channel back: page by page, once for each reason, never twice over."""

import asyncio

import pytest
from sqlalchemy import select

from app.domain.chat import ChatMessage
from app.domain.entry import Author, Voice
from app.jobs.queue import Queue
from app.jobs.worker import Worker
from app.ports import Identity, Page
from app.record.backfill import Backfill, read_again
from app.record.consequences import BACKFILL, BACKFILL_THREAD
from app.store.tables import jobs
from tests.record.facts import CHANNEL, record_of

ME = Identity(user="U0BOT", bot="B0BOT", team="T0", url="https://example.slack.com/")


class Chat:
    """A channel as chat shows it, two messages a page. `meanwhile` happens while a page is on its way."""

    me = ME

    def __init__(self):
        self.messages = {}
        self.threads = {}
        self.asked = []
        self.meanwhile = None

    def says(self, ts, text="hello", thread_ts=""):
        message = ChatMessage(
            channel=CHANNEL,
            ts=ts,
            author=Author(Voice.PERSON, "U0ADA"),
            text=text,
            thread_ts=thread_ts,
            reply_count=len(self.threads.get(ts, {})),
            reactions={},
            extra={},
        )
        (self.threads.setdefault(thread_ts, {}) if thread_ts else self.messages)[ts] = message

    async def history(self, channel, *, oldest, latest, cursor):
        self.asked.append(cursor)
        return await self._page(sorted(self.messages.values(), key=lambda one: one.ts, reverse=True), cursor)

    async def replies(self, channel, thread_ts, *, cursor):
        return await self._page(sorted(self.threads[thread_ts].values(), key=lambda one: one.ts), cursor)

    async def _page(self, messages, cursor):
        start = int(cursor or 0)
        page = Page(messages[start : start + 2], str(start + 2) if len(messages) > start + 2 else "")
        if self.meanwhile:
            await self.meanwhile()
        return page


@pytest.fixture
def chat():
    return Chat()


@pytest.fixture
def worker(database, recorder, clock, chat):
    backfill = Backfill(database, recorder, chat)
    handlers = {BACKFILL: backfill.channel_page, BACKFILL_THREAD: backfill.thread_page}
    return Worker(database, Queue(database, "test"), {"card": later, "redo": later, **handlers}, clock)


async def later(lease):
    pass


async def again(database, incident, clock, reason):
    async with database.transaction() as tx:
        await read_again(tx, incident, CHANNEL, clock(), reason)


async def waiting(database):
    async with database.reading() as connection:
        query = select(jobs.c.key).where(jobs.c.lane == "backfill", jobs.c.state == "ready")
        return sorted((await connection.execute(query)).scalars())


async def texts(database, incident):
    return sorted(entry.text for entry in await record_of(database, incident) if entry.key.startswith("m:"))


async def test_every_page_and_every_thread_is_read(database, incident, worker, chat, clock):
    for number in range(3):
        chat.says(f"1.{number}", f"reply {number}", thread_ts="1000000001.000000")
    for number in range(1, 6):
        chat.says(f"100000000{number}.000000", f"message {number}")
    await again(database, incident, clock, "start")
    await worker.drain()
    assert await texts(database, incident) == [f"message {n}" for n in range(1, 6)] + [f"reply {n}" for n in range(3)]


async def test_what_is_gone_is_erased(database, incident, worker, chat, clock):
    chat.says("1000000001.000000", "hello")
    chat.says("1000000002.000000", "never mind")
    await again(database, incident, clock, "start")
    await worker.drain()
    del chat.messages["1000000002.000000"]
    await again(database, incident, clock, "a gap")
    await worker.drain()
    assert await texts(database, incident) == ["", "hello"]


async def test_what_is_said_while_a_page_is_on_its_way_is_not_taken_for_gone(
    *, database, incident, worker, chat, clock, recorder, facts
):
    async def said():
        chat.meanwhile = None
        await recorder.capture(CHANNEL, [facts.message(1, "just now")])

    chat.meanwhile = said
    await again(database, incident, clock, "start")
    await worker.drain()
    assert "just now" in await texts(database, incident)


async def test_a_reading_that_has_not_begun_is_enough(database, incident, clock):
    await again(database, incident, clock, "start")
    await again(database, incident, clock, "a gap")
    assert await waiting(database) == [f"backfill:{incident.id}:{CHANNEL}:start"]


async def test_of_readings_under_way_the_one_that_got_furthest_goes_on(database, incident, chat, clock, recorder):
    for number in range(1, 10):
        chat.says(f"100000000{number}.000000")
    queue, backfill = Queue(database, "test"), Backfill(database, recorder, chat)
    worker = Worker(database, queue, {BACKFILL: backfill.channel_page, "card": later}, clock)
    await again(database, incident, clock, "first")
    await one_page(worker)
    await one_page(worker)
    await again(database, incident, clock, "second")
    await one_page(worker)  # of the first
    assert [key.rpartition(":")[2] for key in await waiting(database)] == ["first#4", "second"]
    assert chat.asked == ["", "2", "4"]


async def one_page(worker):
    await worker._take()
    await asyncio.gather(*worker._busy)
