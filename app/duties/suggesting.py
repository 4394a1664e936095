"""Notices in chat what is worth recording, and asks whoever said it: privately, seldom, and only while it is fresh."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from app.domain.entry import Entry, Kind, Voice
from app.domain.incident import Audience, Incident
from app.domain.lines import Line, lines
from app.domain.markup import escape
from app.domain.post import Body, Button, Post, Style
from app.domain.speech.hearing import hear
from app.domain.speech.instructing import without_planted
from app.domain.speech.plain import one_line, plain
from app.domain.speech.sentences import sentences
from app.domain.suggestion import Suggestion, SuggestionKind, SuggestionState, noticed, suggestion_key
from app.duties.tools import Tools, text_in
from app.jobs.worker import Lease
from app.record import entries, suggestions
from app.record.timeline import shortened

_FRESH = timedelta(minutes=10)
"""Older messages come by backfill; nobody is asked about those."""
_MOST_AN_HOUR = 8
_WORDS_CHARS = 300
_ASKED = {
    SuggestionKind.DECISION: "Record it as a *decision*?",
    SuggestionKind.FOLLOW_UP: "Record it as a *follow-up*?",
    SuggestionKind.SEVERITY: "Set the severity to *SEV{words}*?",
    SuggestionKind.STATUS: "Set the status to *{words}*?",
}
_AS_SAID = frozenset({SuggestionKind.DECISION, SuggestionKind.FOLLOW_UP})


async def suggest(lease: Lease, tools: Tools) -> None:
    """Looks at the messages since the entry that the job names."""
    incident = await tools.incident(lease)
    first = lease.job.payload.get("first")
    if incident.quiet or not incident.is_open or not isinstance(first, int):
        return
    async with tools.database.reading() as connection:
        new = await entries.all_entries(connection, incident.id, after_seq=first - 1)
        made = await suggestions.made_since(connection, incident.id, lease.now - timedelta(hours=1))
        waiting = {(one.kind, one.words) for one in await suggestions.waiting(connection, incident.id)}
    names = await tools.reader.names()
    fresh = [line for line in lines(_spoken(new)) if lease.now - line.at <= _FRESH and not _is_told(line, tools)]
    found = []
    for line in fresh:
        for one in _noticed(line, incident, without_planted(plain(line.text, names, {})), lease):
            if (one.kind, one.words) not in waiting:  # whoever said it first has been asked
                waiting.add((one.kind, one.words))
                found.append((line, one))
    found = found[: max(_MOST_AN_HOUR - made, 0)]
    async with lease.finish() as tx:
        for line, suggestion in found:
            if await suggestions.add(tx, suggestion):
                await tools.say(tx, lease, _question(incident, line, suggestion))


async def decided(lease: Lease, tools: Tools) -> None:
    """Keeps what somebody chose."""
    del tools
    async with lease.finish() as tx:
        await suggestions.decide(
            tx,
            text_in(lease, "suggestion"),
            SuggestionState(text_in(lease, "state")),
            person=text_in(lease, "person"),
            at=lease.now,
        )


def _spoken(new: Sequence[Entry]) -> list[Entry]:
    """What people said, with its corrections."""
    said = {one.key for one in new if one.kind is Kind.MESSAGE and one.author.voice is Voice.PERSON}
    return [one for one in new if one.key in said or one.about in said]


def _is_told(line: Line, tools: Tools) -> bool:
    """Deleted meanwhile, or said to us."""
    return line.deleted or f"<@{tools.chat.me.user}" in line.text


def _noticed(line: Line, incident: Incident, text: str, lease: Lease) -> Iterator[Suggestion]:
    for sentence in map(hear, sentences(text)):
        found = noticed(sentence, incident)
        if found is None:
            continue
        kind, words = found
        yield Suggestion(
            key=suggestion_key(incident.id, kind, line.entry.key),
            incident_id=incident.id,
            kind=kind,
            about=line.entry.key,
            words=one_line(words),
            created_at=lease.now,
        )
        return  # one question a message


def _question(incident: Incident, line: Line, suggestion: Suggestion) -> Post:
    return Post(
        key=f"suggestion:{suggestion.key}",
        incident_id=incident.id,
        channel=_where(incident, line),
        body=asked(suggestion),
        brief=suggestions.BRIEF,
        reader=line.entry.author.id,
        record=False,
    )


def _where(incident: Incident, line: Line) -> str:
    """Where it was said, for whoever speaks in a linked channel need not be in the incident's; never outside its audience."""
    said_in = line.entry.key.removeprefix("m:").partition("/")[0]
    return said_in if said_in and incident.audience is Audience.WORKSPACE else incident.channel


def asked(suggestion: Suggestion) -> Body:
    """The question, with its three answers."""
    shown = escape(shortened(suggestion.words, _WORDS_CHARS))
    question = _ASKED[suggestion.kind].format(words=shown)
    said = f"You said “{shown}”. " if suggestion.kind in _AS_SAID else "You said so in the channel. "
    edit = (Button("Edit", "form", f"amend {suggestion.key}\n{suggestion.words}"),)
    return Body(
        text=f":bulb: {said}{question}",
        buttons=(
            Button("Accept", "call", f"suggestion accept {suggestion.key}", Style.PRIMARY),
            *(edit if suggestion.kind in _AS_SAID else ()),
            Button("Dismiss", "call", f"suggestion dismiss {suggestion.key}"),
        ),
    )
