"""Reactions and pins: how people say without words what matters."""

from dataclasses import replace

from app.domain.chat import when
from app.domain.entry import Author, Draft, Voice
from app.domain.json import JsonObject, object_of, text_of
from app.jobs.job import NewJob
from app.ports import Identity
from app.record import drafts
from app.slack.arrivals import NOTHING, Arrival, Here
from app.slack.reading import timestamp

PUSHPIN = "pushpin"
MARK = "mark"
"""The job that puts the bot's own 📌 on a message, or takes it off again."""


def of_reaction_added(event: JsonObject, here: Here) -> Arrival:
    return _reaction(event, here, added=True)


def of_reaction_removed(event: JsonObject, here: Here) -> Arrival:
    return _reaction(event, here, added=False)


def of_pin_added(event: JsonObject, here: Here) -> Arrival:
    return _pin(event, here, added=True)


def of_pin_removed(event: JsonObject, here: Here) -> Arrival:
    return _pin(event, here, added=False)


def mark_job(channel: str, ts: str, person: str, change: str, here: Here, *, added: bool) -> NewJob:
    """`person` wants it; `change` is the timestamp of what they did."""
    payload: JsonObject = {"channel": channel, "ts": ts, "person": person, "added": added, "at": change}
    key = f"{MARK}:{channel}/{ts}:{'+' if added else '-'}{change}"
    return NewJob(key=key, kind=MARK, lane=f"{MARK}:{channel}", run_at=here.now, payload=payload)


def mark(channel: str, ts: str, person: str, change: str, me: Identity, *, added: bool) -> Draft:
    """Our own 📌, put there or taken off for `person` at the timestamp `change`. Chat shows it as our reaction."""
    sign = "+" if added else "-"
    draft = drafts.of_reaction(
        channel, ts, me.user, PUSHPIN, added=added, at=when(change), change=f"{sign}{change}", workspace_url=me.url
    )
    return replace(draft, author=Author(Voice.PERSON, person))


def _reaction(event: JsonObject, here: Here, *, added: bool) -> Arrival:
    item, user, name = object_of(event.get("item")), text_of(event.get("user")), text_of(event.get("reaction"))
    channel, ts = text_of(item.get("channel")), timestamp(item.get("ts"))
    if not (channel and ts and user and name) or user in {here.me.user, here.me.bot}:
        return NOTHING
    change, at = here.at(event, "event_ts")
    sign = "+" if added else "-"
    draft = drafts.of_reaction(
        channel, ts, user, name, added=added, at=at, change=f"{sign}{change}", workspace_url=here.me.url
    )
    # Whoever takes a 📌 off wants the message off the timeline: ours, set by a shortcut, goes with it.
    jobs = [mark_job(channel, ts, user, change, here, added=False)] if name == PUSHPIN and not added else []
    return Arrival(channel=channel, drafts=[draft], jobs=jobs, people=[user])


def _pin(event: JsonObject, here: Here, *, added: bool) -> Arrival:
    item, user = object_of(event.get("item")), text_of(event.get("user"))
    channel = text_of(event.get("channel_id")) or text_of(item.get("channel"))
    ts = timestamp(object_of(item.get("message")).get("ts"))
    if not (channel and ts and user) or user in {here.me.user, here.me.bot}:
        return NOTHING
    change, at = here.at(event, "event_ts")
    sign = "+" if added else "-"
    draft = drafts.of_pin(channel, ts, user, added=added, at=at, change=f"{sign}{change}", workspace_url=here.me.url)
    return Arrival(channel=channel, drafts=[draft], people=[user])
