"""Compares what chat shows now with what is recorded, and drafts the difference: what was missed while nobody listened."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.chat import ChatMessage, ts_of, when
from app.domain.entry import Author, Draft, Entry, Kind, Voice
from app.domain.json import text_of
from app.domain.lines import Line, lines
from app.record import drafts
from app.record.keys import SEEN, message_key, pin_key, reaction_key

TOMBSTONE = "tombstone"  # what is left in history of a deleted message that has replies
_FROM_CHAT = frozenset({Kind.MESSAGE, Kind.SIGNAL})


class Comparison:
    """What is recorded of a channel, ready to be compared with pages of what chat shows."""

    def __init__(self, recorded: Sequence[Entry], workspace_url: str, now: datetime) -> None:
        self._recorded = {line.entry.key: line for line in lines(recorded)}
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

    def deleted(
        self, messages: Sequence[ChatMessage], oldest: datetime, newest: datetime, channel: str, thread: str
    ) -> list[Draft]:
        """Recorded messages between the two times (themselves excluded) which chat no longer shows.

        `thread` is the key of the thread that was read, or empty for the channel itself, where replies do not show.
        """
        shown = {message_key(one.channel, one.ts) for one in messages if one.subtype != TOMBSTONE}
        by = Author(Voice.MACHINE, "backfill", "found at backfill")
        return [
            drafts.of_deletion(*_place(line), self._now, by, self._url)
            for key, line in self._recorded.items()
            if line.entry.kind in _FROM_CHAT
            and not line.deleted
            and line.entry.thread == thread
            and line.entry.details.get("channel") == channel
            and oldest < line.at < newest
            and key not in shown
        ]

    def _reactions(self, message: ChatMessage) -> list[Draft]:
        line = self._recorded.get(message_key(message.channel, message.ts))
        before = line.reactions if line else frozenset[tuple[str, str]]()
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
        line = self._recorded.get(message_key(message.channel, message.ts))
        if message.pinned == (line.pinned if line else False):
            return []
        change = self._change(pin_key(message_key(message.channel, message.ts), SEEN), added=message.pinned)
        place = (message.channel, message.ts, "")
        return [drafts.of_pin(*place, added=message.pinned, at=self._now, change=change, workspace_url=self._url)]

    def _change(self, seen: str, *, added: bool) -> str:
        """`+seen` the first time, so that the event itself is known when it comes late; after that with the time."""
        if added and seen not in self._keys:
            return SEEN
        return f"{'+' if added else '-'}seen{ts_of(self._now)}"


def _place(line: Line) -> tuple[str, str]:
    return text_of(line.entry.details.get("channel")), text_of(line.entry.details.get("ts"))
