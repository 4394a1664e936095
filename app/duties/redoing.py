"""Redoes what was derived from a message that was deleted: posts lose what rested on it, documents are drafted anew.

Also what was said of other incidents, where the message was quoted as that of an incident like them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.context.around import kept
from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.json import text_of
from app.domain.markup import escape
from app.domain.post import Body, PostState, SentPost
from app.domain.speech.plain import one_line, plain
from app.duties.drafting import draft_job
from app.duties.taking_back import TAKEN_BACK, forget_stated, repeats_nothing
from app.duties.tools import Tools, text_in
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import documents, entries, posts, suggestions
from app.record.keys import edit_key
from app.store.database import Transaction


async def redo(lease: Lease, tools: Tools) -> None:
    """Runs after each edit and deletion. What only one person saw cannot be changed in chat, but is forgotten here."""
    incident = await tools.incident(lease)
    correction = await _correction(incident, tools, text_in(lease, "entry"))
    async with tools.database.reading() as connection:
        drafted = await documents.load(connection, incident.id, BriefKind.POSTMORTEM)
    gone = await _gone(incident, tools, correction)
    places = await _places(incident, tools, gone)
    redone = await _redone(incident, tools, correction, gone, places)
    names = await tools.reader.names()
    for sent, body in redone:
        if sent.ts and sent.state is PostState.SENT:
            await tools.revise(replace(sent.post, body=body), sent.ts)
    async with lease.finish() as tx:
        for sent, body in redone:
            await posts.rewrite(tx, sent.post.key, body)
        await _record(tx, tools, [(sent, _edit(sent, body, correction, lease)) for sent, body in redone])
        if correction.kind is Kind.DELETION:
            tx.erased = True  # also where only a post that is no entry had repeated it
            await kept.forget_quotes(tx, places)
            await suggestions.forget(tx, incident.id, [correction.about])
            await forget_stated(tx, incident, tools, correction, lease.now)
        elif correction.kind is Kind.EDIT:
            text = one_line(plain(correction.text, names, {}))
            await suggestions.drop_unsaid(tx, incident.id, correction.about, text)
        if drafted:
            await enqueue(tx, [draft_job(incident, lease.now, f"redo{correction.seq}")])


async def _correction(incident: Incident, tools: Tools, key: str) -> Entry:
    async with tools.database.reading() as connection:
        found = await entries.with_corrections(connection, incident.id, [key])
    return next(entry for entry in found if entry.key == key)


async def _gone(incident: Incident, tools: Tools, correction: Entry) -> list[Entry]:
    """What a deletion took."""
    if correction.kind is not Kind.DELETION:
        return []
    async with tools.database.reading() as connection:
        return await entries.with_corrections(connection, incident.id, [correction.about])


async def _redone(
    incident: Incident, tools: Tools, correction: Entry, gone: Sequence[Entry], places: Collection[str]
) -> list[tuple[SentPost, Body]]:
    """What was said that repeats what is `gone`, with what it says without."""
    if not gone:
        return []
    async with tools.database.reading() as connection:
        said = await posts.of_incident(connection, incident.id)
        elsewhere = await posts.repeating(connection, [f"<{place}|" for place in places], incident.id)
    numbers = {entry.seq for entry in gone}
    announced = {text_of(entry.details.get("post")) for entry in gone if entry.kind is Kind.POST}
    redone = [
        (
            sent,
            TAKEN_BACK if sent.post.key in announced else repeats_nothing(sent.post, correction.about, numbers, places),
        )
        for sent in said
    ]
    redone += [(sent, repeats_nothing(sent.post, correction.about, (), places)) for sent in elsewhere]
    return [(sent, body) for sent, body in redone if body != sent.post.body]


async def _places(incident: Incident, tools: Tools, gone: Sequence[Entry]) -> set[str]:
    """Where these entries stood in chat, as links to them are written."""
    sources = await tools.reader.sources(incident.id)
    urls = {sources[entry.seq][0] for entry in gone} - {""}
    return urls | set(map(escape, urls))


async def _record(tx: Transaction, tools: Tools, edits: Sequence[tuple[SentPost, Draft]]) -> None:
    """The records forget what we had said and keep what we say now, of posts that are in them."""
    for incident_id in sorted({sent.post.incident_id or 0 for sent, _ in edits} - {0}):  # one order: no deadlocks
        mine = [edit for sent, edit in edits if sent.post.incident_id == incident_id]
        known = await entries.known(tx, incident_id, [edit.about for edit in mine])
        for edit in mine:
            if edit.about in known:
                await entries.erase(tx, incident_id, edit.about)
                await tools.recorder.append(tx, incident_id, [edit])


def _edit(sent: SentPost, body: Body, correction: Entry, lease: Lease) -> Draft:
    about = posts.post_entry_key(sent.post)
    return Draft(
        key=edit_key(about, str(correction.seq)),
        kind=Kind.EDIT,
        happened_at=lease.now,
        author=Author(Voice.WATCHKEEPER, "watchkeeper"),
        source=Source("watchkeeper", sent.post.key),
        text=posts.plain(body),
        about=about,
    )
