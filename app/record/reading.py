"""Reads the record: the context that a writer may see, and what commands need to know."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from app.domain.brief import Context
from app.domain.entry import Entry, Kind, Voice
from app.domain.incident import Audience, Incident
from app.domain.json import text_of
from app.domain.lines import Line, lines
from app.domain.markup import permalink
from app.domain.question import told_by, wanted
from app.domain.speech.act import Act
from app.domain.speech.hearing import hear
from app.domain.speech.plain import plain
from app.domain.speech.sentences import sentences
from app.domain.suggestion import Suggestion
from app.record import entries, incidents, people, posts, search, suggestions, viewing, words
from app.store.database import Database

_FEW_LINES = 300
"""So many are looked through as they are; of a longer record only what the search finds."""
_MOST_FOUND = 40
_AROUND = 2
_STATED = frozenset(
    {
        Kind.DECISION,
        Kind.ACTION,
        Kind.HYPOTHESIS,
        Kind.NOTE,
        Kind.IMPACT,
        Kind.FOLLOW_UP,
        Kind.STATUS,
        Kind.SEVERITY,
        Kind.ROLE,
        Kind.TITLE,
    }
)
"""What people put into the record by command: few, and always worth a look."""
_READ_BRIEFS = ("catchup", "handover")
_SILENT = frozenset({Kind.PRESENCE, Kind.POST})


class Reader:
    """Everything here is a read; nothing changes."""

    def __init__(self, database: Database, workspace_url: str = "", me: str = "") -> None:
        self._database = database
        self._workspace_url = workspace_url
        self._me = me

    def looking(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection for what has queries of its own."""
        return self._database.reading()

    async def context(
        self, incident: Incident, now: datetime, since: datetime | None = None, reader: str = ""
    ) -> Context:
        """The whole record of an incident as it stands, for a writer."""
        async with self._database.reading() as connection:
            recorded = await self._linked(connection, incident.id)
            names = await people.names(connection)
            channels = await incidents.channels_of(connection, incident.id)
            fresh = await incidents.by_id(connection, incident.id)
        return Context(
            incident=fresh,
            lines=lines(recorded),
            people=names,
            channels=channels,
            now=now,
            since=since,
            reader=reader,
            newest=max((entry.seq for entry in recorded), default=0),
            me=self._me,
        )

    async def passages(
        self, incident: Incident, question: str, now: datetime, reader: str = "", passing_over: str = ""
    ) -> Context:
        """What in the record may answer a question: lines with its words, those around them, and what commands stated.

        Lines that speak to `passing_over` (our own user id) are left out: they are questions, too.
        """
        async with self._database.transaction() as tx:
            await search.follow(tx, incident.id)
        said = [word for group in wanted(question) for word in group]
        async with self._database.reading() as connection:
            found = set(await words.find(connection, incident.id, said, _MOST_FOUND))
        whole = await self.context(incident, now, reader=reader)
        lines = [line for line in whole.lines if not (passing_over and f"<@{passing_over}" in line.text)]
        if len(lines) <= _FEW_LINES:
            return replace(whole, lines=lines, question=question)
        found |= await asyncio.to_thread(_doing, lines, told_by(question))
        near = {
            other
            for place, line in enumerate(lines)
            if line.entry.seq in found
            for other in range(place - _AROUND, place + _AROUND + 1)
        }
        kept = [line for place, line in enumerate(lines) if place in near or line.entry.kind in _STATED]
        return replace(whole, lines=kept, question=question)

    async def entries(self, incident: Incident) -> list[Entry]:
        """The record as it was written, in the order in which it was recorded."""
        async with self._database.reading() as connection:
            return await entries.all_entries(connection, incident.id)

    async def sources(self, incident_id: int) -> dict[int, tuple[str, datetime]]:
        """Entry number → where it can be looked up (empty if nowhere) and when it happened."""
        async with self._database.reading() as connection:
            linked = await self._linked(connection, incident_id)
        return {entry.seq: (entry.source.url, entry.happened_at) for entry in linked}

    async def _linked(self, connection: AsyncConnection, incident_id: int) -> list[Entry]:
        """The entries; what was typed as a command links to the message in which we announced it."""
        recorded = await entries.all_entries(connection, incident_id)
        sent = await posts.sent(connection, incident_id)
        links: dict[str, str] = {}
        for entry in recorded:
            if entry.kind is Kind.POST and (place := sent.get(text_of(entry.details.get("post")))):
                links[entry.key] = links[entry.about] = permalink(self._workspace_url, *place)
        return [
            replace(entry, source=replace(entry.source, url=links[entry.key]))
            if not entry.source.url and entry.key in links
            else entry
            for entry in recorded
        ]

    async def head(self, incident: Incident) -> tuple[int, str]:
        """The number and digest of the newest entry, as the incident says."""
        async with self._database.reading() as connection:
            return await incidents.head(connection, incident.id)

    async def incident(self, key: str) -> Incident:
        """Raises UserError if there is none of that key."""
        async with self._database.reading() as connection:
            return await incidents.by_key(connection, key)

    async def incident_by_id(self, incident_id: int) -> Incident:
        async with self._database.reading() as connection:
            return await incidents.by_id(connection, incident_id)

    async def incident_of(self, channel: str) -> Incident | None:
        async with self._database.reading() as connection:
            return await incidents.by_channel(connection, channel)

    async def viewed(self, channel: str, thread_ts: str) -> Incident | None:
        """The incident whose channel is open beside a talk in the assistant pane."""
        async with self._database.reading() as connection:
            watched = await viewing.of(connection, channel, thread_ts)
            return await incidents.by_channel(connection, watched) if watched else None

    async def channels_of(self, incident: Incident) -> dict[str, str]:
        """Channel id → name, of every channel that is recorded for the incident, its own included."""
        async with self._database.reading() as connection:
            return await incidents.channels_of(connection, incident.id)

    async def active(self) -> list[Incident]:
        async with self._database.reading() as connection:
            return await incidents.active(connection)

    async def closed(self, limit: int = 5) -> list[Incident]:
        async with self._database.reading() as connection:
            return await incidents.closed(connection, limit)

    async def suggestion(self, key: str) -> Suggestion | None:
        """What was noticed in chat, by its key; None if it is kept no more."""
        async with self._database.reading() as connection:
            return await suggestions.load(connection, key)

    async def suggestions(self, incident: Incident) -> list[Suggestion]:
        """What was noticed and waits for somebody to decide."""
        async with self._database.reading() as connection:
            return await suggestions.waiting(connection, incident.id)

    async def names(self) -> dict[str, str]:
        async with self._database.reading() as connection:
            return await people.names(connection)

    async def last_there(self, incident: Incident, person: str, before: datetime) -> datetime | None:
        """When a person last said or did something in the incident, or was given a brief; None if never."""
        async with self._database.reading() as connection:
            briefed = await posts.last_brief_at(connection, incident.id, person, _READ_BRIEFS)
            acted = await entries.last_by(connection, incident.id, person, _SILENT, before)
        return max([moment for moment in (briefed, acted) if moment], default=None)


def _doing(lines: Sequence[Line], acts: frozenset[Act]) -> set[int]:
    """The numbers of the messages that do any of these most plainly, and of the newest that do."""
    if not acts:
        return set()
    weights: dict[int, int] = {}
    for line in lines:
        if line.entry.kind is Kind.MESSAGE and line.entry.author.voice is Voice.PERSON and not line.deleted:
            heard = map(hear, sentences(plain(line.text, {}, {})))
            weights[line.entry.seq] = max((one.weight for one in heard if acts & one.acts), default=0)
    doing = [seq for seq, weight in weights.items() if weight]
    plainest = sorted(doing, key=lambda seq: (weights[seq], seq))[-_MOST_FOUND:]
    return {*plainest, *doing[-_MOST_FOUND // 2 :]}


def visible_to(incident: Incident, member_channels: frozenset[str]) -> bool:
    """Whether somebody who is in these channels may know of the incident."""
    return incident.audience is Audience.WORKSPACE or incident.channel in member_channels


def open_follow_ups(recorded: list[Line]) -> list[Line]:
    """Follow-ups that nobody has marked as done."""
    done = {line.entry.about for line in recorded if line.entry.kind is Kind.ACKNOWLEDGEMENT}
    return [
        line
        for line in recorded
        if line.entry.kind is Kind.FOLLOW_UP and not line.deleted and line.entry.key not in done
    ]
