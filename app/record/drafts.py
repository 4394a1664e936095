"""From what chat says happened to drafts of entries."""

from datetime import datetime

from app.domain.chat import ChatMessage, when
from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.json import Json
from app.domain.markup import permalink
from app.record.keys import deletion_key, edit_key, message_key, pin_key, reaction_key

_PRESENCE = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})
_TOPIC = frozenset(
    f"{place}_{what}"
    for place in ("channel", "group")
    for what in ("topic", "purpose", "name", "archive", "unarchive", "convert_to_private", "posting_permissions")
)


def of_message(message: ChatMessage, workspace_url: str) -> list[Draft]:
    """The message, and the edit that gave it its wording if it was edited since."""
    key = message_key(message.channel, message.ts)
    draft = Draft(
        key=key,
        kind=_kind(message),
        happened_at=when(message.ts),
        author=message.author,
        source=_source(workspace_url, message.channel, message.ts, message.thread_ts),
        text=message.text,
        thread=message_key(message.channel, message.thread_ts) if message.thread_ts else "",
        details=_details(message),
    )
    return [draft, *of_edit(message, workspace_url)] if message.edited_ts else [draft]


def of_edit(message: ChatMessage, workspace_url: str) -> list[Draft]:
    """The edit after which the message reads as it does."""
    key = message_key(message.channel, message.ts)
    edited = Draft(
        key=edit_key(key, message.edited_ts),
        kind=Kind.EDIT,
        happened_at=when(message.edited_ts),
        author=Author(Voice.PERSON, message.edited_by or message.author.id),
        source=_source(workspace_url, message.channel, message.ts, message.thread_ts),
        text=message.text,
        about=key,
        details={"edited_ts": message.edited_ts},
    )
    return [edited]


def of_deletion(channel: str, ts: str, at: datetime, by: Author, workspace_url: str) -> Draft:
    key = message_key(channel, ts)
    return Draft(
        key=deletion_key(key),
        kind=Kind.DELETION,
        happened_at=at,
        author=by,
        source=_source(workspace_url, channel, ts),
        about=key,
    )


def of_reaction(
    channel: str, ts: str, user: str, name: str, *, added: bool, at: datetime, change: str, workspace_url: str
) -> Draft:
    """`change` as in `reaction_key`. A skin tone (`+1::skin-tone-2`) does not make another reaction."""
    key, name = message_key(channel, ts), name.partition("::")[0]
    return Draft(
        key=reaction_key(key, user, name, change),
        kind=Kind.REACTION,
        happened_at=at,
        author=Author(Voice.PERSON, user),
        source=_source(workspace_url, channel, ts),
        about=key,
        details={"name": name, "user": user, "added": added},
    )


def of_pin(channel: str, ts: str, user: str, *, added: bool, at: datetime, change: str, workspace_url: str) -> Draft:
    key = message_key(channel, ts)
    return Draft(
        key=pin_key(key, change),
        kind=Kind.PIN,
        happened_at=at,
        author=Author(Voice.PERSON, user),
        source=_source(workspace_url, channel, ts),
        about=key,
        details={"added": added},
    )


def _kind(message: ChatMessage) -> Kind:
    if message.subtype in _PRESENCE:
        return Kind.PRESENCE
    if message.subtype in _TOPIC:
        return Kind.TOPIC
    return Kind.SIGNAL if message.author.voice is Voice.MACHINE else Kind.MESSAGE


def _details(message: ChatMessage) -> dict[str, Json]:
    details: dict[str, Json] = {"ts": message.ts, "channel": message.channel}
    if message.subtype:
        details["subtype"] = message.subtype
    if message.subtype in _PRESENCE:
        details["joined"] = message.subtype.endswith("_join")
    if message.files:
        details["files"] = [
            {"id": file.id, "name": file.name, "mimetype": file.mimetype, "size_bytes": file.size_bytes}
            for file in message.files
        ]
    return details


def _source(workspace_url: str, channel: str, ts: str, thread_ts: str = "") -> Source:
    return Source("slack", f"{channel}/{ts}", permalink(workspace_url, channel, ts, thread_ts))
