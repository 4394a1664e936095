"""Redoes what was derived from a message that was deleted: posts lose what rested on it, documents are drafted anew."""

from dataclasses import replace

from app.domain.brief import BriefKind
from app.domain.entry import Author, Draft, Entry, Kind, Source, Voice
from app.domain.incident import Incident
from app.domain.post import Body, PostState, SentPost
from app.duties.drafting import draft_job
from app.duties.tools import Tools, text_in
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import documents, entries, posts
from app.record.bodies import without
from app.record.keys import edit_key


async def redo(lease: Lease, tools: Tools) -> None:
    """Runs after each edit and deletion. What only one person saw cannot be changed in chat, but is forgotten here."""
    incident = await tools.incident(lease)
    correction = await _correction(incident, tools, text_in(lease, "entry"))
    async with tools.database.reading() as connection:
        said = await posts.of_incident(connection, incident.id)
        drafted = await documents.load(connection, incident.id, BriefKind.POSTMORTEM)
    gone = await _gone(incident, tools, correction)
    hit = [sent for sent in said if gone and set(posts.citations(sent.post.body)) & gone]
    redone = [(sent, without(sent.post.body, gone)) for sent in hit]
    for sent, body in redone:
        if sent.ts and sent.state is PostState.SENT:
            await tools.chat.revise(replace(sent.post, body=body), sent.ts)
    async with lease.finish() as tx:
        for sent, body in redone:
            await posts.rewrite(tx, sent.post.key, body)
            await entries.erase(tx, incident.id, posts.post_entry_key(sent.post))
            await tools.recorder.append(tx, incident.id, [_redone(sent, body, correction, lease)])
        if drafted:
            await enqueue(tx, [draft_job(incident, lease.now, f"redo{correction.seq}")])


async def _correction(incident: Incident, tools: Tools, key: str) -> Entry:
    async with tools.database.reading() as connection:
        found = await entries.with_corrections(connection, incident.id, [key])
    return next(entry for entry in found if entry.key == key)


async def _gone(incident: Incident, tools: Tools, correction: Entry) -> set[int]:
    """The numbers of the entries whose content a deletion took."""
    if correction.kind is not Kind.DELETION:
        return set()
    async with tools.database.reading() as connection:
        found = await entries.with_corrections(connection, incident.id, [correction.about])
    return {entry.seq for entry in found}


def _redone(sent: SentPost, body: Body, correction: Entry, lease: Lease) -> Draft:
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
