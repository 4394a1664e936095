"""Backfill: reads what chat has of a recorded channel and records what was missed.

Each page is a job that leaves the next page as a job, so it goes on where it stopped, at the pace that chat allows.
"""

from collections.abc import Sequence
from datetime import datetime

from app.domain.chat import ChatMessage, when
from app.domain.entry import Draft
from app.domain.incident import Incident
from app.domain.json import JsonObject, text_of
from app.jobs.job import NewJob
from app.jobs.queue import enqueue, waiting_keys
from app.jobs.worker import Lease
from app.ports import Chat
from app.record import entries, incidents
from app.record.consequences import BACKFILL, BACKFILL_THREAD
from app.record.entries import Said
from app.record.keys import message_key
from app.record.reconcile import Comparison
from app.record.recorder import Recorder
from app.store.database import Database, Transaction

_LANE = "backfill"  # one page at a time: history has a budget per workspace


def backfill_job(incident: Incident, channel: str, now: datetime, reason: str, oldest: str = "") -> NewJob:
    """Read a channel of an incident from `oldest` (timestamp as text; empty: its beginning).

    `reason` (a start of the process, an adoption, a gap) is part of the key: once for each.
    """
    payload: JsonObject = {"incident": incident.id, "channel": channel, "oldest": oldest, "cursor": ""}
    return NewJob(
        key=f"{BACKFILL}:{incident.id}:{channel}:{reason}", kind=BACKFILL, lane=_LANE, run_at=now, payload=payload
    )


class Backfill:
    """The handlers of the jobs `backfill` (a page of a channel) and `backfill_thread` (a page of a thread).

    What is recorded while a page is on its way must not be taken for deleted: only what was recorded before it was
    asked for is compared with it.
    """

    def __init__(self, database: Database, recorder: Recorder, chat: Chat) -> None:
        self._database = database
        self._recorder = recorder
        self._chat = chat

    async def channel_page(self, lease: Lease) -> None:
        incident, seq = await self._before(lease)
        if not incident.recording:
            return
        payload = lease.job.payload
        channel, oldest, cursor, above = (
            text_of(payload.get(name)) for name in ("channel", "oldest", "cursor", "above")
        )
        page = await self._chat.history(channel, oldest=oldest, latest="", cursor=cursor)
        lower = page.messages[-1].ts if page.cursor and page.messages else oldest or "0"
        async with self._database.reading() as connection:
            recorded = await entries.said_in(connection, incident.id, channel, seq)
        comparison = await self._comparison(lease, incident, page.messages, seq)
        found = comparison.missing(page.messages)
        found += comparison.deleted(_gone(recorded, page.messages, channel, lower, above), channel)
        threads = [_thread_job(lease, incident, one) for one in page.messages if one.reply_count]
        following = [_next(lease, {**payload, "cursor": page.cursor, "above": lower})] if page.cursor else []
        await self._finish(lease, incident, found, following, threads)

    async def thread_page(self, lease: Lease) -> None:
        incident, seq = await self._before(lease)
        payload = lease.job.payload
        channel, thread_ts, cursor = (text_of(payload[name]) for name in ("channel", "thread_ts", "cursor"))
        lower = text_of(payload.get("above")) or thread_ts
        page = await self._chat.replies(channel, thread_ts, cursor=cursor)
        replies = [message for message in page.messages if message.ts != thread_ts]
        upper = replies[-1].ts if page.cursor and replies else ""
        thread = message_key(channel, thread_ts)
        async with self._database.reading() as connection:
            recorded = await entries.said_in(connection, incident.id, channel, seq)
        comparison = await self._comparison(lease, incident, replies, seq)
        shown = {message_key(channel, one.ts) for one in replies}
        gone = [
            one for one in recorded if one.thread == thread and one.key not in shown and _is_in(one.ts, lower, upper)
        ]
        found = comparison.missing(replies) + comparison.deleted(gone, channel)
        following = [_next(lease, {**payload, "cursor": page.cursor, "above": upper})] if page.cursor else []
        await self._finish(lease, incident, found, following)

    async def _before(self, lease: Lease) -> tuple[Incident, int]:
        """The incident, and the number of its newest entry."""
        number = lease.job.payload["incident"]
        assert isinstance(number, int)
        async with self._database.reading() as connection:
            seq, _ = await incidents.head(connection, number)
            return await incidents.by_id(connection, number), seq

    async def _comparison(
        self, lease: Lease, incident: Incident, messages: Sequence[ChatMessage], seq: int
    ) -> Comparison:
        keys = [message_key(one.channel, one.ts) for one in messages]
        async with self._database.reading() as connection:
            recorded = await entries.of_messages(connection, incident.id, keys, seq)
        return Comparison(recorded, self._chat.me.url, lease.now)

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


def _gone(
    recorded: Sequence[Said], messages: Sequence[ChatMessage], channel: str, lower: str, above: str
) -> list[Said]:
    """What is recorded from the stretch of the page but not there any more, replies to what is gone included."""
    shown = {message_key(channel, one.ts): one.reply_count for one in messages}
    return [one for one in recorded if (_is_in(one.ts, lower, above) and one.key not in shown) if not one.thread] + [
        one
        for one in recorded
        if one.thread and _is_in(one.thread_ts, lower, above, included=True) and not shown.get(one.thread)
    ]


def _is_in(ts: str, lower: str, upper: str, *, included: bool = False) -> bool:
    """Whether a timestamp is between two others; an empty one is no bound."""
    at = when(ts)
    if included and at == when(lower or "0"):
        return True
    return when(lower or "0") < at and (not upper or at < when(upper))


async def _not_waiting(tx: Transaction, threads: Sequence[NewJob]) -> list[NewJob]:
    """Those that an earlier start or gap has not left waiting: they will be read later than now anyway."""
    waiting = {key.partition("@")[0] for key in await waiting_keys(tx, _LANE)} if threads else set()
    return [job for job in threads if job.key.partition("@")[0] not in waiting]


def _thread_job(lease: Lease, incident: Incident, parent: ChatMessage) -> NewJob:
    payload: JsonObject = {"incident": incident.id, "channel": parent.channel, "thread_ts": parent.ts, "cursor": ""}
    key = f"{BACKFILL_THREAD}:{incident.id}:{parent.channel}/{parent.ts}@{lease.job.id}"
    return NewJob(key=key, kind=BACKFILL_THREAD, lane=_LANE, run_at=lease.now, payload=payload)


def _next(lease: Lease, payload: JsonObject) -> NewJob:
    first, _, page = lease.job.key.partition("#")
    return NewJob(
        key=f"{first}#{int(page or 1) + 1}",
        kind=lease.job.kind,
        lane=lease.job.lane,
        run_at=lease.now,
        payload=payload,
    )
