"""Looks a second time for secrets in what was recorded, with a scanner that knows more rules, and masks what it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.entry import Draft, Entry
from app.domain.incident import Incident
from app.domain.json import texts_of
from app.domain.post import Body, PostState, SentPost
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import entries, masking, posts
from app.record.consequences import SCAN, TOPIC, warn_jobs
from app.redaction.covering import Cover
from app.store.database import Transaction

_AT_ONCE = 2000
"""So many entries are read by one run."""


async def look(lease: Lease, tools: Tools) -> None:
    """Every so often: a job for each incident in which something was recorded since."""
    async with tools.database.reading() as connection:
        behind = await masking.unscanned(connection)
    if tools.scanner is None or not behind:
        return
    async with lease.finish() as tx:
        await enqueue(tx, [_job(lease, incident, f"{seq}") for incident, seq in behind])


async def scan(lease: Lease, tools: Tools) -> None:
    """Scan what was recorded since the last time; what is found is masked wherever it stands, also in what is older."""
    if tools.scanner is None:
        return
    incident = await tools.incident(lease)
    async with tools.database.reading() as connection:
        seen = await masking.scanned(connection, incident.id)
        new = (await entries.all_entries(connection, incident.id, after_seq=seen))[:_AT_ONCE]
    if not new:
        return
    found = await tools.scanner.scan([words for entry in new if (words := masking.words_of(entry))])
    cover = Cover({one.value: one.type for one in found})
    repeats = await _repeating(incident, tools, cover, lease) if cover else _NOWHERE
    for sent, body in repeats.posts:
        if sent.ts and sent.state is PostState.SENT:
            await tools.revise(replace(sent.post, body=body), sent.ts)
    async with lease.finish() as tx:
        await _mask(tx, tools, incident, repeats, lease.now)
        if cover:
            await masking.cover_rest(tx, incident.id, cover)
        if cover.text(incident.title) != incident.title:
            await enqueue(tx, [_topic_job(lease, incident)])
        await masking.keep_scanned(tx, incident.id, new[-1].seq)
        if len(new) == _AT_ONCE:
            await enqueue(tx, [_job(lease, incident.id, f"after{new[-1].seq}")])


@dataclass(frozen=True, slots=True)
class _Repeats:
    """Where secrets stand: entries with what is to mask each, posts with what each says without."""

    entries: Sequence[tuple[Entry, Draft]] = ()
    posts: Sequence[tuple[SentPost, Body]] = ()


_NOWHERE = _Repeats()


async def _repeating(incident: Incident, tools: Tools, cover: Cover, lease: Lease) -> _Repeats:
    async with tools.database.reading() as connection:
        recorded = await entries.all_entries(connection, incident.id)
        said = await posts.of_incident(connection, incident.id)
        said += await posts.repeating(connection, cover.secrets, incident.id)
    return _Repeats(masking.maskings(recorded, cover, lease.now), masking.covered(said, cover))


async def _mask(tx: Transaction, tools: Tools, incident: Incident, repeats: _Repeats, now: datetime) -> None:
    await tools.recorder.append(tx, incident.id, [draft for _, draft in repeats.entries])
    for sent, body in repeats.posts:
        await posts.rewrite(tx, sent.post.key, body)
    for entry, draft in repeats.entries:
        if draft.details["entry"] == entry.key:  # of a masking somebody was told already
            types = texts_of(draft.details.get("types")) or ["other"]
            await enqueue(tx, warn_jobs(incident.id, entry, types, now))


def _topic_job(lease: Lease, incident: Incident) -> NewJob:
    return NewJob(
        key=f"{TOPIC}:{incident.id}:{lease.job.key}",
        kind=TOPIC,
        lane=f"{TOPIC}:{incident.id}",
        run_at=lease.now,
        payload={"incident": incident.id},
    )


def _job(lease: Lease, incident_id: int, after: str) -> NewJob:
    return NewJob(
        key=f"{SCAN}:{incident_id}:{after}",
        kind=SCAN,
        lane=SCAN,  # one at a time: it takes a processor
        run_at=lease.now,
        payload={"incident": incident_id},
    )
