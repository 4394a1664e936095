"""The live card: one pinned message that says how the incident stands, edited in place."""

from dataclasses import replace

from app.briefs import written
from app.domain.brief import BriefKind, Context
from app.domain.incident import Incident, Status
from app.domain.markup import escape
from app.domain.naming import duration, severity_name
from app.domain.post import Body, Button, Post, PostState, Style
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import posts
from app.record.consequences import PIN

_LIGHT = {
    Status.INVESTIGATING: ":red_circle:",
    Status.IDENTIFIED: ":large_orange_circle:",
    Status.MONITORING: ":large_yellow_circle:",
    Status.RESOLVED: ":large_green_circle:",
    Status.CLOSED: ":white_circle:",
}
_OPEN = (
    Button("Catch me up", "call", "catchup", Style.PRIMARY),
    Button("Timeline", "call", "timeline"),
    Button("Status", "form", "status"),
    Button("Severity", "form", "sev"),
    Button("Decision", "form", "decision"),
    Button("Note", "form", "note"),
    Button("Follow-up", "form", "followup"),
    Button("Update", "form", "update"),
    Button("Resolve", "call", "resolve", confirm="Mark this incident as resolved?"),
)
_RESOLVED = (
    Button("Catch me up", "call", "catchup"),
    Button("Timeline", "call", "timeline"),
    Button("Follow-up", "form", "followup"),
    Button("Reopen", "call", "status investigating", confirm="Open this incident again?"),
    Button("Close and draft the postmortem", "call", "close", Style.PRIMARY),
)
_CLOSED = (Button("Timeline", "call", "timeline"), Button("Postmortem", "call", "postmortem", Style.PRIMARY))


def card_key(incident: Incident) -> str:
    return f"card:{incident.id}"


async def card_post(incident: Incident, context: Context) -> Post:
    return Post(
        key=card_key(incident),
        incident_id=incident.id,
        channel=incident.channel,
        body=await card_body(incident, context),
        brief="card",
        record=False,
    )


async def card_body(incident: Incident, context: Context) -> Body:
    """Status line, summary, buttons: what a person sees first. The status line says what the summary's headline would."""
    return Body(
        text=f"{_LIGHT[incident.status]} *{incident.key} · {escape(incident.title)}*\n{_facts(incident, context)}",
        document=replace(await written(BriefKind.SUMMARY, context), headline=""),
        buttons=_buttons(incident),
        footnote=f"As of {context.now:%H:%M} UTC. This card is kept up to date.",
    )


async def refresh(lease: Lease, tools: Tools) -> None:
    """Show the incident as it stands now. Runs once for each stretch of time in which something moved."""
    incident = await tools.incident(lease)
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, card_key(incident))
    if loaded is None or loaded[0].state is not PostState.SENT:
        return
    sent, _ = loaded
    post = await card_post(incident, await tools.reader.context(incident, lease.now))
    await tools.revise(post, sent.ts)
    async with lease.finish() as tx:
        await posts.rewrite(tx, post.key, post.body)
        await enqueue(tx, [_pin_job(incident, lease)])


async def pin(lease: Lease, tools: Tools) -> None:
    """Pin the card, once."""
    incident = await tools.incident(lease)
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, card_key(incident))
    if loaded:
        await tools.chat.pin(incident.channel, loaded[0].ts)


def _pin_job(incident: Incident, lease: Lease) -> NewJob:
    return NewJob(
        key=f"{PIN}:{incident.id}",
        kind=PIN,
        lane=f"card:{incident.id}",
        run_at=lease.now,
        payload={"incident": incident.id},
    )


def _facts(incident: Incident, context: Context) -> str:
    roles = [f"{escape(role)}: {escape(context.people.get(person, person))}" for role, person in incident.roles.items()]
    end = incident.resolved_at or context.now
    facts = [
        incident.status.value.capitalize(),
        severity_name(incident.severity),
        *(roles or ["no lead yet"]),
        f"declared {incident.declared_at:%H:%M} UTC, {duration(end - incident.declared_at)}",
    ]
    return " · ".join(facts)


def _buttons(incident: Incident) -> tuple[Button, ...]:
    if incident.status is Status.CLOSED:
        return _CLOSED
    return _RESOLVED if incident.status is Status.RESOLVED else _OPEN
