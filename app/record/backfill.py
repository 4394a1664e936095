"""Backfill: reads what chat has of a recorded channel and records what was missed.

Each page is a job that leaves the next page as a job, so it goes on where it stopped, at the pace that chat allows.
"""

from collections.abc import Sequence
from datetime import datetime

import structlog

from app.domain.chat import ChatMessage
from app.domain.entry import Draft
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.json import JsonObject, text_of
from app.jobs.job import NewJob
from app.jobs.queue import enqueue, forget_waiting, waiting_keys
from app.jobs.worker import Lease
from app.ports import Chat
from app.record import entries, incidents
from app.record.consequences import BACKFILL, BACKFILL_THREAD
from app.record.entries import Said
from app.record.keys import message_key
from app.record.reconcile import Comparison, gone_from_channel, gone_from_thread
from app.record.recorder import Recorder
from app.store.database import Database, Transaction

log = structlog.get_logger(__name__)

_LANE = "backfill"  # one page at a time: history has a budget per workspace


def backfill_job(incident: Incident, channel: str, now: datetime, reason: str) -> NewJob:
    """Read a channel of an incident, all of it.

    `reason` (a start of the process, an adoption, a gap) is part of the key: once for each.
    """
    payload: JsonObject = {"incident": incident.id, "channel": channel, "cursor": "", "above": ""}
    key = f"{_prefix(incident, channel)}{reason}"
    return NewJob(key=key, kind=BACKFILL, lane=_LANE, run_at=now, payload=payload)


async def read_again(tx: Transaction, incident: Incident, channel: str, now: datetime, reason: str) -> None:
    """Read a channel from its newest message on, as far as that is not about to happen anyway.

    Of earlier readings that are under way only the one that got furthest goes on: however often the bot is stopped in
    the midst of it, the old end of a long channel is reached.
    """
    waiting = [key for key in await waiting_keys(tx, _LANE) if key.startswith(_prefix(incident, channel))]
    if any("#" not in key for key in waiting):
        return
    await forget_waiting(tx, sorted(waiting, key=_page_of)[:-1])
    await enqueue(tx, [backfill_job(incident, channel, now, reason)])


class Backfill:
    """The handlers of the jobs `backfill` (a page of a channel) and `backfill_thread` (a page of a thread).

    What is recorded while a page is on its way must not be taken for deleted: the page is compared with what was
    recorded before it was asked for.
    """

    def __init__(self, database: Database, recorder: Recorder, chat: Chat) -> None:
        self._database = database
        self._recorder = recorder
        self._chat = chat

    async def channel_page(self, lease: Lease) -> None:
        """The newest messages first; `above` is the oldest of the page before."""
        incident, seq = await self._before(lease)
        if not incident.recording:
            return
        payload = lease.job.payload
        channel, cursor, above = (text_of(payload[name]) for name in ("channel", "cursor", "above"))
        page = await self._chat.history(channel, oldest="", latest="", cursor=cursor)
        lowest = page.messages[-1].ts if page.cursor and page.messages else ""
        recorded, comparison = await self._recorded(lease, incident, channel, page.messages, seq)
        found = comparison.missing(page.messages)
        found += comparison.deleted(gone_from_channel(recorded, page.messages, lowest, above))
        threads = [_thread_job(lease, incident, one) for one in page.messages if one.reply_count]
        following = [_next(lease, {**payload, "cursor": page.cursor, "above": lowest})] if page.cursor else []
        await self._finish(lease, incident, found, following, threads)

    async def thread_page(self, lease: Lease) -> None:
        """The oldest replies first; `below` is the newest of the page before."""
        incident, seq = await self._before(lease)
        payload = lease.job.payload
        channel, thread_ts, cursor, below = (
            text_of(payload[name]) for name in ("channel", "thread_ts", "cursor", "below")
        )
        try:
            page = await self._chat.replies(channel, thread_ts, cursor=cursor)
        except UserError as error:  # deleted meanwhile, all of it
            log.info("thread_not_read", channel=channel, reason=str(error))
            return
        replies = [message for message in page.messages if message.ts != thread_ts]
        highest = replies[-1].ts if page.cursor and replies else ""
        recorded, comparison = await self._recorded(lease, incident, channel, replies, seq)
        found = comparison.missing(replies)
        found += comparison.deleted(gone_from_thread(recorded, replies, thread_ts, below, highest))
        following = [_next(lease, {**payload, "cursor": page.cursor, "below": highest})] if page.cursor else []
        await self._finish(lease, incident, found, following)

    async def _before(self, lease: Lease) -> tuple[Incident, int]:
        """The incident, and the number of its newest entry."""
        number = lease.job.payload["incident"]
        assert isinstance(number, int)
        async with self._database.reading() as connection:
            seq, _ = await incidents.head(connection, number)
            return await incidents.by_id(connection, number), seq

    async def _recorded(
        self, lease: Lease, incident: Incident, channel: str, messages: Sequence[ChatMessage], seq: int
    ) -> tuple[list[Said], Comparison]:
        """What is recorded of the channel up to the entry `seq`, and of these messages in full."""
        keys = [message_key(one.channel, one.ts) for one in messages]
        async with self._database.reading() as connection:
            said = await entries.said_in(connection, incident.id, channel, seq)
            about = await entries.with_corrections(connection, incident.id, keys, seq)
        return said, Comparison(about, self._chat.me.url, lease.now)

    async def _finish(
        self,
        lease: Lease,
        incident: Incident,
        found: Sequence[Draft],
        following: Sequence[NewJob],
        threads: Sequence[NewJob] = (),
    ) -> None:
        async with lease.finish() as tx:
            await self._write(tx, incident, found, [*await _not_waiting(tx, threads), *following])

    async def _write(
        self, tx: Transaction, incident: Incident, found: Sequence[Draft], following: Sequence[NewJob]
    ) -> None:
        if found:
            await self._recorder.append(tx, incident.id, found)
        await enqueue(tx, following)


async def _not_waiting(tx: Transaction, threads: Sequence[NewJob]) -> list[NewJob]:
    """Those that an earlier start or gap has not left waiting: they will be read later than now anyway."""
    waiting = {key.partition("@")[0] for key in await waiting_keys(tx, _LANE)} if threads else set()
    return [job for job in threads if job.key.partition("@")[0] not in waiting]


def _thread_job(lease: Lease, incident: Incident, parent: ChatMessage) -> NewJob:
    payload: JsonObject = {
        "incident": incident.id,
        "channel": parent.channel,
        "thread_ts": parent.ts,
        "cursor": "",
        "below": "",
    }
    key = f"{BACKFILL_THREAD}:{incident.id}:{parent.channel}/{parent.ts}@{lease.job.id}"
    return NewJob(key=key, kind=BACKFILL_THREAD, lane=_LANE, run_at=lease.now, payload=payload)


def _next(lease: Lease, payload: JsonObject) -> NewJob:
    first = lease.job.key.partition("#")[0]
    return NewJob(
        key=f"{first}#{_page_of(lease.job.key) + 1}",
        kind=lease.job.kind,
        lane=lease.job.lane,
        run_at=lease.now,
        payload=payload,
    )


def _prefix(incident: Incident, channel: str) -> str:
    return f"{BACKFILL}:{incident.id}:{channel}:"


def _page_of(key: str) -> int:
    return int(key.partition("#")[2] or 1)
