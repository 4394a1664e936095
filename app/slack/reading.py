"""Slack's message JSON, from an event or a page of history, as a domain ChatMessage. Odd or missing parts never fail."""

import re

from app.domain.chat import ChatFile, ChatMessage
from app.domain.entry import Author, Voice
from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of
from app.ports import Identity
from app.slack.flatten import attachment_lines, block_lines

POST_EVENT = "watchkeeper_post"
"""The metadata event type that our own posts carry, with the delivery key in the payload."""

_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,6}")
_SLACKBOT = "USLACKBOT"
_NOBODY = "unknown"


def message_of(channel: str, data: JsonObject, me: Identity) -> ChatMessage:
    """The message as chat shows it. `data` must have a `ts`; everything else may be missing or of another shape."""
    ts = text_of(data.get("ts"))
    author = author_of(data, me)
    thread_ts = timestamp(data.get("thread_ts"))
    edited = object_of(data.get("edited"))
    return ChatMessage(
        channel=channel,
        ts=ts,
        author=author,
        text=text_said(data, author.voice),
        thread_ts="" if thread_ts == ts else thread_ts,
        subtype=text_of(data.get("subtype")),
        edited_ts=timestamp(edited.get("ts")),
        edited_by=text_of(edited.get("user")),
        reply_count=_count(data.get("reply_count")),
        reactions=_reactions(data),
        files=tuple(_file(file) for file in objects_of(data.get("files")) if text_of(file.get("id"))),
        pinned=bool(texts_of(data.get("pinned_to"))),
        post_key=_post_key(data) if author.voice is Voice.WATCHKEEPER else "",
        extra={},
    )


def author_of(data: JsonObject, me: Identity) -> Author:
    """Us, another machine, or a person."""
    user, bot = text_of(data.get("user")), text_of(data.get("bot_id"))
    if user == me.user or (bot and bot == me.bot):
        return Author(Voice.WATCHKEEPER, me.user)
    profile = object_of(data.get("bot_profile"))
    name = text_of(data.get("username")) or text_of(profile.get("name"))
    if bot or user == _SLACKBOT or data.get("subtype") == "bot_message":
        return Author(Voice.MACHINE, bot or user or _NOBODY, name)
    return Author(Voice.PERSON, user or _NOBODY)


def text_said(data: JsonObject, voice: Voice) -> str:
    """The text, or what attachments and blocks say where it is empty.

    A machine's text is often only the title of what it shows: then the lines that it does not contain are added.
    """
    text = text_of(data.get("text")).strip()
    if text and voice is not Voice.MACHINE:
        return text
    shown = [
        *block_lines(data.get("blocks")),
        *(line for one in objects_of(data.get("attachments")) for line in attachment_lines(one, unfurled=not text)),
    ]
    title = f" {_plain(text)} "
    return "\n".join([*text.splitlines(), *(line for line in shown if not text or f" {_plain(line)} " not in title)])


def timestamp(value: Json) -> str:
    """A Slack timestamp as it stands, or the empty string for anything else."""
    text = text_of(value)
    return text if _TS.fullmatch(text) else ""


def _plain(line: str) -> str:
    """Without markup and spacing, so that a title in bold is known again."""
    return re.sub(r"[\s*_~`>]+", " ", line).strip().casefold()


def _count(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _reactions(data: JsonObject) -> dict[str, tuple[str, ...]]:
    found = {text_of(one.get("name")): tuple(texts_of(one.get("users"))) for one in objects_of(data.get("reactions"))}
    return {name: users for name, users in found.items() if name and users}


def _file(file: JsonObject) -> ChatFile:
    return ChatFile(
        id=text_of(file.get("id")),
        name=text_of(file.get("name")) or text_of(file.get("title")),
        mimetype=text_of(file.get("mimetype")),
        size_bytes=_count(file.get("size")),
    )


def _post_key(data: JsonObject) -> str:
    metadata = object_of(data.get("metadata"))
    if metadata.get("event_type") != POST_EVENT:
        return ""
    return text_of(object_of(metadata.get("event_payload")).get("key"))
