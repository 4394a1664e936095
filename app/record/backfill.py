"""Backfill: reads what chat has of a recorded channel and records what was missed.

Each page is a job that leaves the next page as a job, so it goes on where it stopped, at the pace that chat allows.
"""

from collections.abc import Sequence
from datetime import datetime

from app.domain.chat import ChatMessage, ts_of, when
from app.domain.entry import Draft
from app.domain.incident import Incident
from app.domain.json import JsonObject, text_of
from app.domain.lines import lines
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.ports import Chat
from app.record import entries, incidents
from app.record.consequences import BACKFILL, BACKFILL_THREAD
from app.record.keys import message_key
from app.record.reconcile import Comparison
from app.record.recorder import Recorder
from app.store.database import Database, Transaction

_LANE = "backfill"  # one page at a time: history has a budget per workspace


def backfill_job(incident: Incident, channel: str, now: datetime, reason: str, oldest: str = "") -> NewJob:
    """Read a channel of an incident from `oldest` (timestamp as text; empty: its beginning) until now.

    `reason` (a start of the process, an adoption, a gap) is part of the key: once for each.
    """
    payload: JsonObject = {
        "incident": incident.id,
        "channel": channel,
        "oldest": oldest,
        "until": ts_of(now),
        "cursor": "",
    }
    return NewJob(
        key=f"{BACKFILL}:{incident.id}:{channel}:{reason}", kind=BACKFILL, lane=_LANE, run_at=now, payload=payload
    )


class Backfill:
    """The handlers of the jobs `backfill` (a page of a channel) and `backfill_thread` (a page of a thread)."""

    def __init__(self, database: Database, recorder: Recorder, chat: Chat) -> None:
        self._database = database
        self._recorder = recorder
        self._chat = chat

    async def channel_page(self, lease: Lease) -> None:
        payload = lease.job.payload
        incident, comparison = await self._recorded(lease)
        if not incident.recording:
            return
        channel, oldest, until, cursor = (text_of(payload[name]) for name in ("channel", "oldest", "until", "cursor"))
        page = await self._chat.history(channel, oldest=oldest, latest=until, cursor=cursor)
        found = comparison.missing(page.messages)
        upper = text_of(payload.get("above")) or until
        lower = page.messages[-1].ts if page.cursor and page.messages else oldest or "0"
        found += comparison.deleted(page.messages, when(lower), when(upper), channel, thread="")
        threads = [_thread_job(lease.job.key, incident, one, lease.now) for one in page.messages if one.reply_count]
        following = [_next(lease, {**payload, "cursor": page.cursor, "above": lower})] if page.cursor else []
        await self._finish(lease, incident, found, [*threads, *following])

    async def thread_page(self, lease: Lease) -> None:
        payload = lease.job.payload
        incident, comparison = await self._recorded(lease)
        channel, thread_ts = text_of(payload["channel"]), text_of(payload["thread_ts"])
        page = await self._chat.replies(channel, thread_ts, cursor=text_of(payload["cursor"]))
        replies = [message for message in page.messages if message.ts != thread_ts]
        found = comparison.missing(replies)
        lower = text_of(payload.get("above")) or thread_ts
        upper = replies[-1].ts if page.cursor and replies else text_of(payload["until"])
        thread = message_key(channel, thread_ts)
        found += comparison.deleted(replies, when(lower), when(upper), channel, thread=thread)
        following = [_next(lease, {**payload, "cursor": page.cursor, "above": upper})] if page.cursor else []
        await self._finish(lease, incident, found, following)

    async def _recorded(self, lease: Lease) -> tuple[Incident, Comparison]:
        number = lease.job.payload["incident"]
        assert isinstance(number, int)
        async with self._database.reading() as connection:
            incident = await incidents.by_id(connection, number)
            recorded = await entries.all_entries(connection, number)
        return incident, Comparison(lines(recorded), self._chat.me.url, lease.now)

    async def _finish(
        self, lease: Lease, incident: Incident, found: Sequence[Draft], following: Sequence[NewJob]
    ) -> None:
        async with lease.finish() as tx:
            await self._write(tx, incident, found, following)

    async def _write(
        self, tx: Transaction, incident: Incident, found: Sequence[Draft], following: Sequence[NewJob]
    ) -> None:
        if found:
            await self._recorder.append(tx, incident.id, found)
        await enqueue(tx, following)


def _thread_job(key: str, incident: Incident, parent: ChatMessage, now: datetime) -> NewJob:
    payload: JsonObject = {
        "incident": incident.id,
        "channel": parent.channel,
        "thread_ts": parent.ts,
        "until": ts_of(now),
        "cursor": "",
    }
    first = key.partition("#")[0]
    return NewJob(key=f"{first}/{parent.ts}", kind=BACKFILL_THREAD, lane=_LANE, run_at=now, payload=payload)


def _next(lease: Lease, payload: JsonObject) -> NewJob:
    first, _, page = lease.job.key.partition("#")
    return NewJob(
        key=f"{first}#{int(page or 1) + 1}",
        kind=lease.job.kind,
        lane=lease.job.lane,
        run_at=lease.now,
        payload=payload,
    )
