"""Message events, all subtypes: said, edited, deleted, joined, renamed, and what was said to the bot itself."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.chat import ChatMessage, when
from app.domain.entry import Author, Draft, Voice
from app.domain.json import JsonObject, object_of, text_of
from app.record import drafts
from app.slack.arrivals import NOTHING, Arrival, Here, Parser, call_job, people_of
from app.slack.assistant import busy_job
from app.slack.reading import message_of, timestamp

_TOMBSTONE = "tombstone"
# `message_replied` only says that a thread grew; the reply comes as a message of its own.
_SAY_NOTHING = frozenset({"message_replied", "ekm_access_denied", "assistant_app_thread"})
_TO_THE_BOT = frozenset({"", "file_share", "thread_broadcast"})
_EDGES = " \t\n:,"
_ENDS = f"{_EDGES}.!?"
_OPENING = re.compile(
    r"(?:(?:hey|hi|hello|ok|okay|so|and|now|please|thanks|thank you|can you|could you)\b[\s,:.!]*)*", re.IGNORECASE
)
"""What people say before they address somebody."""
_SLACK = Author(Voice.MACHINE, "slack", "Slack")
"""Slack does not say who deleted a message."""


def of_message(event: JsonObject, here: Here) -> Arrival:
    """Any event of type `message`."""
    channel, subtype = text_of(event.get("channel")), text_of(event.get("subtype"))
    if not channel or subtype in _SAY_NOTHING:
        return NOTHING
    read = _said_to_the_bot if event.get("channel_type") == "im" else _BY_SUBTYPE.get(subtype, _said)
    return read(event, here)


def of_mention(event: JsonObject, here: Here) -> Arrival:
    """`app_mention`: a command in plain words, answered in the thread. The message itself comes as a message, too."""
    message = _by_a_person(event, here)
    if message is None:
        return NOTHING
    thread_ts = message.thread_ts or message.ts
    return _call(message, here, thread_ts)


def _said(event: JsonObject, here: Here) -> Arrival:
    if not timestamp(event.get("ts")):
        return NOTHING
    message = message_of(text_of(event.get("channel")), event, here.me)
    if message.author.voice is Voice.WATCHKEEPER:
        return NOTHING
    said = drafts.of_message(message, here.me.url)
    return Arrival(channel=message.channel, drafts=said, people=people_of([message.author]))


def _said_to_the_bot(event: JsonObject, here: Here) -> Arrival:
    message = _by_a_person(event, here)
    if message is None or message.subtype not in _TO_THE_BOT or not message.text:
        return NOTHING
    called = _call(message, here, message.thread_ts)
    if not message.thread_ts:
        return called
    return replace(called, jobs=[busy_job(message.channel, message.thread_ts, message.ts, here), *called.jobs])


def _call(message: ChatMessage, here: Here, thread_ts: str) -> Arrival:
    job = call_job(
        key=f"{message.channel}/{message.ts}",
        text=_without_mention(message.text, here.me.user),
        person=message.author.id,
        channel=message.channel,
        at=here.now,
        thread_ts=thread_ts,
    )
    return Arrival(channel=message.channel, jobs=[job], people=people_of([message.author]))


def _by_a_person(event: JsonObject, here: Here) -> ChatMessage | None:
    """What a person said just now; machines give no commands."""
    channel = text_of(event.get("channel"))
    if not channel or not timestamp(event.get("ts")):
        return None
    message = message_of(channel, event, here.me)
    return message if message.author.voice is Voice.PERSON else None


def _without_mention(text: str, user: str) -> str:
    """The words after the mention, or those before it where it ends the text.

    Nothing where it stands within a sentence: "did @watchkeeper close this?" speaks about the bot, and asks it nothing.
    """
    before, mention, after = text.partition(f"<@{user}")
    before = before.strip(_EDGES)
    if not mention:
        return before
    after = after.partition(">")[2]
    if not after.strip(_ENDS):
        return before
    return after.strip(_EDGES) if _OPENING.fullmatch(before) else ""


def _changed(event: JsonObject, here: Here) -> Arrival:
    channel = text_of(event.get("channel"))
    now, before = object_of(event.get("message")), object_of(event.get("previous_message"))
    if not timestamp(now.get("ts")):
        return NOTHING
    message = message_of(channel, now, here.me)
    if message.author.voice is Voice.WATCHKEEPER:
        return NOTHING
    if message.subtype == _TOMBSTONE:  # deleted, but its thread is still there
        return _gone(channel, message.ts, event, here)
    edit = _edit(message, now, before, event, here)
    if not edit:
        return NOTHING
    original = drafts.of_message(message_of(channel, before, here.me), here.me.url) if before.get("ts") else []
    known = [one for one in original if one.key not in {draft.key for draft in edit}]
    return Arrival(channel=channel, drafts=[*known, *edit], people=people_of([message.author]))


def _edit(message: ChatMessage, now: JsonObject, before: JsonObject, event: JsonObject, here: Here) -> list[Draft]:
    """The edit, or nothing where only a preview, a reaction or a reply count changed."""
    last = timestamp(object_of(before.get("edited")).get("ts"))
    if message.edited_ts and message.edited_ts != last:
        return drafts.of_edit(message, here.me.url)
    if message.author.voice is not Voice.MACHINE or not before.get("ts"):
        return []
    if message_of(message.channel, before, here.me).text == message.text:
        return []
    # An alert that its app rewrote, for instance to say that it is over; Slack marks that as edited only at times.
    ts, _ = here.at(event, "event_ts", "ts")
    author = text_of(now.get("bot_id")) or message.author.id
    return [_rewritten(message, ts, author, here)]


def _rewritten(message: ChatMessage, ts: str, author: str, here: Here) -> Draft:
    [draft] = drafts.of_edit(replace(message, edited_ts=ts, edited_by=author), here.me.url)
    return replace(draft, author=message.author)


def _deleted(event: JsonObject, here: Here) -> Arrival:
    channel = text_of(event.get("channel"))
    before = object_of(event.get("previous_message"))
    ts = timestamp(event.get("deleted_ts")) or timestamp(before.get("ts"))
    if not ts or (before and message_of(channel, {**before, "ts": ts}, here.me).author.voice is Voice.WATCHKEEPER):
        return NOTHING
    return _gone(channel, ts, event, here)


def _gone(channel: str, ts: str, event: JsonObject, here: Here) -> Arrival:
    _, at = here.at(event, "event_ts", "ts")
    return Arrival(channel=channel, drafts=[drafts.of_deletion(channel, ts, max(at, when(ts)), _SLACK, here.me.url)])


_BY_SUBTYPE: Mapping[str, Parser] = {"message_changed": _changed, "message_deleted": _deleted}
