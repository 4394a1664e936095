"""Redoes what was derived from a message that was deleted: posts lose what rested on it, documents are drafted anew."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.json import text_of
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
    redone = await _redone(incident, tools, correction)
    names = await tools.reader.names()
    for sent, body in redone:
        if sent.ts and sent.state is PostState.SENT:
            await tools.revise(replace(sent.post, body=body), sent.ts)
    async with lease.finish() as tx:
        for sent, body in redone:
            await posts.rewrite(tx, sent.post.key, body)
        await _record(tx, incident, tools, [_edit(sent, body, correction, lease) for sent, body in redone])
        if correction.kind is Kind.DELETION:
            tx.erased = True  # also where only a post that is no entry had repeated it
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


async def _redone(incident: Incident, tools: Tools, correction: Entry) -> list[tuple[SentPost, Body]]:
    """What was said that repeats what a deletion took, with what it says without."""
    if correction.kind is not Kind.DELETION:
        return []
    async with tools.database.reading() as connection:
        said = await posts.of_incident(connection, incident.id)
        gone = await entries.with_corrections(connection, incident.id, [correction.about])
    sources = await tools.reader.sources(incident.id)
    urls = {sources[entry.seq][0] for entry in gone} - {""}
    numbers = {entry.seq for entry in gone}
    announced = {text_of(entry.details.get("post")) for entry in gone if entry.kind is Kind.POST}
    redone = [
        (
            sent,
            TAKEN_BACK if sent.post.key in announced else repeats_nothing(sent.post, correction.about, numbers, urls),
        )
        for sent in said
    ]
    return [(sent, body) for sent, body in redone if body != sent.post.body]


async def _record(tx: Transaction, incident: Incident, tools: Tools, edits: Sequence[Draft]) -> None:
    """The record forgets what we had said and keeps what we say now, of posts that are in it."""
    known = await entries.known(tx, incident.id, [edit.about for edit in edits])
    for edit in edits:
        if edit.about in known:
            await entries.erase(tx, incident.id, edit.about)
            await tools.recorder.append(tx, incident.id, [edit])


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
