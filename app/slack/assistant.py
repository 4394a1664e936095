"""Slack's assistant pane: what somebody looks at beside it, what they could ask, and that we are at it."""

from app.domain.errors import UserError
from app.domain.json import Json, JsonObject, object_of, text_of
from app.jobs.job import NewJob
from app.jobs.worker import Lease
from app.record import viewing
from app.slack.arrivals import NOTHING, Arrival, Here, call_lane
from app.slack.chat import SlackChat
from app.slack.reading import timestamp
from app.store.database import Database

PANE = "assistant_pane"
"""The job that keeps what somebody looks at, and offers questions in a new talk."""
BUSY = "assistant_busy"
"""The job that says in the pane that an answer is coming."""

_STARTED = "assistant_thread_started"
_STATUS = "is reading the record…"  # Slack shows it after our name, and takes it away when we answer
_PROMPTS: tuple[tuple[str, str], ...] = (
    ("Catch me up", "catch me up"),
    ("What was tried?", "what was tried, and what came of it?"),
    ("What is the cause?", "what is the cause?"),
    ("Who is affected?", "who is affected?"),
)
"""Label and question; Slack shows up to four."""


def of_assistant_thread(event: JsonObject, here: Here) -> Arrival:
    """`assistant_thread_started`, `assistant_thread_context_changed`."""
    thread = object_of(event.get("assistant_thread"))
    channel, ts = text_of(thread.get("channel_id")), timestamp(thread.get("thread_ts"))
    if not channel or not ts:
        return NOTHING
    change, _ = here.at(event, "event_ts")
    person = text_of(thread.get("user_id"))
    payload: JsonObject = {
        "channel": channel,
        "thread_ts": ts,
        "viewing": text_of(object_of(thread.get("context")).get("channel_id")),
        "is_new": event.get("type") == _STARTED,
    }
    key = f"{PANE}:{channel}/{ts}:{change}"
    # In the lane of what is said there, so that a question asked after a change is about what is looked at by then.
    job = NewJob(key=key, kind=PANE, lane=call_lane(channel), run_at=here.now, payload=payload)
    return Arrival(jobs=[job], people=[person] if person else [])


def busy_job(channel: str, thread_ts: str, ts: str, here: Here) -> NewJob:
    payload = {"channel": channel, "thread_ts": thread_ts}
    return NewJob(key=f"{BUSY}:{channel}/{ts}", kind=BUSY, lane=f"{BUSY}:{channel}", run_at=here.now, payload=payload)


class Pane:
    """The two jobs."""

    def __init__(self, chat: SlackChat, database: Database) -> None:
        self._chat = chat
        self._database = database

    async def follow(self, lease: Lease) -> None:
        payload = lease.job.payload
        channel, thread_ts = text_of(payload["channel"]), text_of(payload["thread_ts"])
        if payload["is_new"]:
            prompts: Json = [{"title": title, "message": message} for title, message in _PROMPTS]
            await self._quietly(
                "assistant.threads.setSuggestedPrompts", channel_id=channel, thread_ts=thread_ts, prompts=prompts
            )
        async with lease.finish() as tx:
            await viewing.keep(tx, channel, thread_ts, text_of(payload["viewing"]))

    async def show_busy(self, lease: Lease) -> None:
        payload = lease.job.payload
        channel, thread_ts = text_of(payload["channel"]), text_of(payload["thread_ts"])
        async with self._database.reading() as connection:
            is_pane = await viewing.of(connection, channel, thread_ts) is not None
        if is_pane:
            await self._quietly("assistant.threads.setStatus", channel_id=channel, thread_ts=thread_ts, status=_STATUS)

    async def _quietly(self, method: str, **arguments: Json) -> None:
        """These only decorate; where Slack refuses them (no such feature on this plan), the talk goes on."""
        try:
            await self._chat.web.call(method, fine=(), **arguments)
        except UserError:
            return
