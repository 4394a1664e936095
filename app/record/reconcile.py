"""Compares what chat shows now with what is recorded, and drafts the difference: what was missed while nobody listened."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.chat import ChatMessage, ts_of, when
from app.domain.entry import Author, Draft, Entry, Kind, Voice
from app.domain.json import text_of
from app.domain.lines import in_order
from app.record import drafts
from app.record.entries import Said
from app.record.keys import SEEN, message_key, pin_key, reaction_key

TOMBSTONE = "tombstone"  # what is left in history of a deleted message that has replies


class Comparison:
    """What is recorded of a channel, ready to be compared with pages of what chat shows."""

    def __init__(self, recorded: Sequence[Entry], workspace_url: str, now: datetime) -> None:
        self._reactions_to, self._pinned = _marks(recorded)
        self._keys = {entry.key for entry in recorded}
        self._url = workspace_url
        self._now = now

    def missing(self, messages: Sequence[ChatMessage]) -> list[Draft]:
        """Messages, edits, reactions and pins that chat has and the record has not, or no longer the other way."""
        found: list[Draft] = []
        for message in sorted(messages, key=lambda one: when(one.ts)):
            if message.subtype == TOMBSTONE:
                continue
            if message.author.voice is not Voice.WATCHKEEPER:
                found += drafts.of_message(message, self._url)
            found += self._reactions(message)
            found += self._pin(message)
        return found

    def deleted(self, gone: Sequence[Said]) -> list[Draft]:
        """Recorded messages which chat no longer shows."""
        by = Author(Voice.MACHINE, "backfill", "found at backfill")
        return [drafts.of_deletion(one.channel, one.ts, self._now, by, self._url) for one in gone]

    def _reactions(self, message: ChatMessage) -> list[Draft]:
        before = self._reactions_to.get(message_key(message.channel, message.ts), set())
        now = {(name.partition("::")[0], user) for name, users in message.reactions.items() for user in users}
        changes = [(name, user, True) for name, user in now - before] + [
            (name, user, False) for name, user in before - now
        ]
        return [self._reaction(message, name, user, added=added) for name, user, added in sorted(changes)]

    def _reaction(self, message: ChatMessage, name: str, user: str, *, added: bool) -> Draft:
        key = reaction_key(message_key(message.channel, message.ts), user, name, SEEN)
        return drafts.of_reaction(
            message.channel,
            message.ts,
            user,
            name,
            added=added,
            at=self._now,
            change=self._change(key, added=added),
            workspace_url=self._url,
        )

    def _pin(self, message: ChatMessage) -> list[Draft]:
        if message.pinned == self._pinned.get(message_key(message.channel, message.ts), False):
            return []
        change = self._change(pin_key(message_key(message.channel, message.ts), SEEN), added=message.pinned)
        place = (message.channel, message.ts, "")
        return [drafts.of_pin(*place, added=message.pinned, at=self._now, change=change, workspace_url=self._url)]

    def _change(self, seen: str, *, added: bool) -> str:
        """`+seen` the first time, so that the event itself is known when it comes late; after that with the time."""
        if added and seen not in self._keys:
            return SEEN
        return f"{'+' if added else '-'}seen{ts_of(self._now)}"


def _marks(recorded: Sequence[Entry]) -> tuple[dict[str, set[tuple[str, str]]], dict[str, bool]]:
    """Message key → who reacted with what, and whether it is pinned; also where the message itself was missed."""
    reactions: dict[str, set[tuple[str, str]]] = {}
    pinned: dict[str, bool] = {}
    for entry in in_order(recorded):
        added = bool(entry.details.get("added"))
        if entry.kind is Kind.REACTION:
            pair = (text_of(entry.details.get("name")), text_of(entry.details.get("user")))
            theirs = reactions.setdefault(entry.about, set())
            (theirs.add if added else theirs.discard)(pair)
        elif entry.kind is Kind.PIN:
            pinned[entry.about] = added
    return reactions, pinned


def gone_from_channel(recorded: Sequence[Said], messages: Sequence[ChatMessage], lowest: str, above: str) -> list[Said]:
    """What is recorded but not among `messages`, a page of the channel that reaches from `lowest` up to below `above`.

    Both are timestamps, empty where there is no bound. Replies are gone with the last of their thread, which leaves no
    thread to be read.
    """
    shown = {one.ts for one in messages if one.subtype != TOMBSTONE}
    threads = {one.ts for one in messages if one.reply_count}
    here = [one for one in recorded if _within(one.thread_ts or one.ts, lowest, above)]
    return [one for one in here if (one.thread_ts not in threads if one.thread_ts else one.ts not in shown)]


def gone_from_thread(
    recorded: Sequence[Said], replies: Sequence[ChatMessage], thread_ts: str, below: str, highest: str
) -> list[Said]:
    """The same for a page of a thread that reaches from above `below` up to `highest`."""
    shown = {one.ts for one in replies if one.subtype != TOMBSTONE}
    theirs = [one for one in recorded if one.thread_ts == thread_ts and one.ts not in shown]
    return [
        one
        for one in theirs
        if (not below or when(below) < when(one.ts)) and (not highest or when(one.ts) <= when(highest))
    ]


def _within(ts: str, lowest: str, above: str) -> bool:
    return (not lowest or when(lowest) <= when(ts)) and (not above or when(ts) < when(above))
