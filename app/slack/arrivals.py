"""What an event of Slack comes to: facts for the record, and work to be done. Parsing only; nothing is decided here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from app.domain.chat import ts_of, when
from app.domain.entry import Author, Draft, Voice
from app.domain.json import JsonObject
from app.jobs.job import NewJob
from app.ports import Identity
from app.record.consequences import ADOPT, CALL, MEET
from app.slack.reading import timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where and when an event is read. `patterns` are the channel names that make a channel an incident's."""

    me: Identity
    now: datetime
    patterns: Sequence[str] = ()

    def at(self, event: JsonObject, *keys: str) -> tuple[str, datetime]:
        """The first of these timestamps that the event has, and its time; now if it has none."""
        ts = next((ts for key in keys if (ts := timestamp(event.get(key)))), "") or ts_of(self.now)
        return ts, when(ts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`drafts` go into the record of `channel`, if that is recorded. `people` are those who took part."""

    channel: str = ""
    drafts: Sequence[Draft] = ()
    jobs: Sequence[NewJob] = ()
    people: Sequence[str] = ()


Parser: TypeAlias = Callable[[JsonObject, Here], Arrival]

NOTHING = Arrival()


def people_of(authors: Sequence[Author]) -> list[str]:
    return [author.id for author in authors if author.voice is Voice.PERSON]


def call_job(
    *,
    key: str,
    text: str,
    person: str,
    channel: str,
    at: datetime,
    channel_name: str = "",
    reply_to: str = "",
    thread_ts: str = "",
    message: str = "",
) -> NewJob:
    """Somebody uses a command. The payload has every argument under its name, `at` as ISO time.

    `key` is the call's, without the job's prefix. `message` is the `CHANNEL/TS` of the message that it was given on, if any.
    """
    return NewJob(
        key=f"{CALL}:{key}",
        kind=CALL,
        lane=call_lane(channel),
        run_at=at,
        payload={
            "key": key,
            "text": text,
            "person": person,
            "channel": channel,
            "channel_name": channel_name,
            "at": at.isoformat(),
            "reply_to": reply_to,
            "thread_ts": thread_ts,
            "message": message,
        },
    )


def call_lane(channel: str) -> str:
    """What is said in one place is done in that order, whoever says it: after `adopt` the channel is an incident's."""
    return f"{CALL}:{channel}"


def adopt_job(key: str, channel: str, person: str, now: datetime, channel_name: str = "") -> NewJob:
    """A channel is to become an incident's, unless it is one already."""
    payload = {"channel": channel, "channel_name": channel_name, "person": person, "key": key}
    return NewJob(key=f"{ADOPT}:{key}", kind=ADOPT, lane=f"{ADOPT}:{channel}", run_at=now, payload=payload)


def meet_job(person: str, now: datetime, change: str = "") -> NewJob:
    """Learn a person's name; `change` is the timestamp of a change to it."""
    key = f"{MEET}:{person}:{change}" if change else f"{MEET}:{person}"
    return NewJob(key=key, kind=MEET, lane=MEET, run_at=now, payload={"person": person})
