"""Drafts the postmortem, anew as often as wanted, without touching what people wrote; and puts it where it belongs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from app.briefs import html, markdown
from app.briefs.redraft import StoredSection, edited, edits, redrafted
from app.domain.brief import BriefKind, Document
from app.domain.errors import UserError
from app.domain.incident import Incident
from app.domain.json import Json, objects_of, text_of
from app.domain.post import Body, Button, Post, PostState, Style
from app.duties.tools import Tools, text_in
from app.jobs.job import NewJob
from app.jobs.worker import Lease
from app.record import documents, posts
from app.record.bodies import to_json
from app.record.consequences import POSTMORTEM
from app.record.documents import StoredDocument

log = structlog.get_logger(__name__)

_BUTTONS = (
    Button("Draft again", "call", "postmortem", Style.PRIMARY),
    Button("Write a section", "form", "write"),
)


def draft_job(incident: Incident, now: datetime, reason: str) -> NewJob:
    return NewJob(
        key=f"{POSTMORTEM}:{incident.id}:{reason}",
        kind=POSTMORTEM,
        lane=f"document:{incident.id}",
        run_at=now,
        payload={"incident": incident.id},
    )


async def draft(lease: Lease, tools: Tools) -> None:
    """Draft, or draft again. A job that names a `section` brings what a person wrote for it."""
    incident = await tools.incident(lease)
    context = await tools.reader.context(incident, lease.now)
    document = await tools.writers.write(BriefKind.POSTMORTEM, context)
    urls = {line.entry.seq: line.entry.source.url for line in context.lines}
    async with tools.database.reading() as connection:
        stored = await documents.load(connection, incident.id, BriefKind.POSTMORTEM)
        said = await posts.load(connection, _post_key(incident))
    sections = redrafted(document, stored_sections(stored.body) if stored else (), urls)
    if section := text_in(lease, "section"):
        sections = edited(sections, section, text_in(lease, "text"), text_in(lease, "person"))
    by_people = edits(sections)
    texts = (markdown.render(document, urls, by_people), html.render(document, urls, by_people))
    before = stored.publications if stored else {}
    publications = await _publish(tools, incident, document.title, texts, before)
    post = _post(incident, shown(document, by_people))
    if said and said[0].state is PostState.SENT:
        await tools.revise(post, said[0].ts)
    kept = StoredDocument(
        incident_id=incident.id,
        kind=BriefKind.POSTMORTEM,
        body=[to_json(section) for section in sections],
        publications=publications,
    )
    async with lease.finish() as tx:
        await documents.save(tx, kept, lease.now)
        tx.erased = True  # the draft before may have quoted what was deleted meanwhile
        if said:
            await posts.rewrite(tx, post.key, post.body)
        else:
            await tools.say(tx, lease, post)


def stored_sections(body: Json) -> tuple[StoredSection, ...]:
    """The sections of a kept document, with people's edits."""
    return tuple(
        StoredSection(
            key=text_of(one["key"]),
            title=text_of(one["title"]),
            drafted=text_of(one["drafted"]),
            edited=text_of(one["edited"]) if one.get("edited") is not None else None,
            edited_by=text_of(one.get("edited_by")),
            newer=bool(one.get("newer")),
        )
        for one in objects_of(body)
    )


def shown(document: Document, by_people: Mapping[str, str]) -> Document:
    """The document with people's words in place of the draft's."""
    sections = tuple(
        replace(section, statements=(), empty=by_people[section.key]) if section.key in by_people else section
        for section in document.sections
    )
    return replace(document, sections=sections)


async def _publish(
    tools: Tools, incident: Incident, title: str, texts: tuple[str, str], before: Mapping[str, Json]
) -> Mapping[str, Json]:
    """Place → reference, from `texts` (Markdown, HTML). A place that refuses for good (no canvases on this plan) is
    left out; the others go on.
    """
    publications = dict(before)
    for exporter in tools.exporters:
        reference = text_of(publications.get(exporter.place))
        try:
            publications[exporter.place] = await exporter.publish(incident, title, *texts, reference)
        except UserError as error:
            log.warning("not_published", place=exporter.place, incident=incident.key, reason=str(error))
    return publications


def _post_key(incident: Incident) -> str:
    return f"postmortem:{incident.id}"


def _post(incident: Incident, document: Document) -> Post:
    return Post(
        key=_post_key(incident),
        incident_id=incident.id,
        channel=incident.channel,
        body=Body(document=document, buttons=_BUTTONS),
        brief="postmortem",
    )
