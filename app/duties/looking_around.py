"""Looks around an incident: what was found goes into the record and onto a card that is kept up to date; what is new
and matters is told in the card's thread, at most once a minute.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.context.around import kept
from app.context.around.asked import Asked
from app.context.around.entering import Entering, entering
from app.context.around.looking import FRESH_FOR, look_around
from app.context.around.responsible import members
from app.context.around.telling import card, news
from app.context.around.view import View, findings
from app.context.intake import signals, traffic
from app.context.intake.turns import turn
from app.domain.entry import Kind
from app.domain.incident import Incident, Status
from app.domain.json import object_of, text_of
from app.domain.post import Body, Post, PostState, SentPost
from app.duties.alerting import BRIEF_OF_CHANGES, NEWS, NEWS_EVERY, tell_job
from app.duties.tools import Tools
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.jobs.worker import Lease
from app.record import posts
from app.record.append import append
from app.record.consequences import look_around_job
from app.store.database import Transaction

_PATIENT_S = 60.0
"""How long the systems are waited for that had not answered when everybody else had."""
_AGAIN = ((timedelta(minutes=15), 120), (timedelta(hours=3), 300), (timedelta(days=2), 900))
"""Up to so long after it was declared, an incident is looked around every so many seconds."""


async def look(lease: Lease, tools: Tools) -> None:
    """Nothing is posted while the incident is quiet, and no card where nothing was found."""
    incident = await tools.incident(lease)
    if not tools.surroundings.connected or not incident.recording or not incident.channel:
        return
    if incident.status is Status.CLOSED:
        return
    view = await _seen(lease, tools, incident)
    found = await entering(tools.surroundings, incident, view)
    scene = _Scene(incident, view, await _card(tools, incident, view), await _standing(tools, incident))
    if scene.has_changed:
        await tools.revise(scene.shown, scene.ts)
    async with lease.finish() as tx:
        await _record(tx, lease, tools, incident, found)
        await kept.tell(tx, incident.id, await _tell(tx, lease, tools, scene))
        await _answer(tx, lease, tools, scene)
        await enqueue(tx, _next(lease, incident, view))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What was seen, the card that tells it, and the card as it stands in the channel, if it does."""

    incident: Incident
    view: View
    shown: Post
    sent: SentPost | None

    @property
    def ts(self) -> str:
        return self.sent.ts if self.sent and self.sent.state is PostState.SENT else ""

    @property
    def has_changed(self) -> bool:
        return bool(self.ts and self.sent and self.sent.post.body != self.shown.body)


def context_key(incident: Incident) -> str:
    """The delivery key of the card."""
    return f"context:{incident.id}"


async def _seen(lease: Lease, tools: Tools, incident: Incident) -> View:
    """A patient look waits for everybody; any other comes to an end as one does that somebody waits for."""
    around, payload = tools.surroundings, lease.job.payload
    limit_s = _PATIENT_S if payload.get("patient") else around.limit_s
    enough_s = None if payload.get("patient") else around.enough_s
    fresh_for = timedelta(0) if payload.get("late") else FRESH_FOR
    return await look_around(around, tools.reader, incident, lease.now, limit_s, enough_s=enough_s, fresh_for=fresh_for)


async def _standing(tools: Tools, incident: Incident) -> SentPost | None:
    """The card as it was posted, or None."""
    async with tools.database.reading() as connection:
        loaded = await posts.load(connection, context_key(incident))
    return loaded[0] if loaded else None


async def _card(tools: Tools, incident: Incident, view: View) -> Post:
    there = await members(tools.chat, incident.channel, view.people) if incident.is_open else ()
    return Post(
        key=context_key(incident),
        incident_id=incident.id,
        channel=incident.channel,
        body=card(view, invites=incident.is_open, there=there, slash=tools.manners.command),
        brief="context",
        record=False,
    )


async def _record(tx: Transaction, lease: Lease, tools: Tools, incident: Incident, found: Entering) -> None:
    await turn(tx)  # before the incident is locked
    await signals.join(tx, found.episodes, incident.id)
    _, new = await append(tx, incident.id, found.drafts, lease.now, tools.recorder.card_every_s)
    posted = Counter(text_of(entry.details.get("connector")) for entry in new)
    for name, number in sorted(posted.items()):
        await traffic.count(tx, name, traffic.Counts(posted=number))
    if any(entry.kind is Kind.SIGNAL for entry in new):
        await enqueue(tx, [tell_job(incident.id, lease.now)])


async def _tell(tx: Transaction, lease: Lease, tools: Tools, scene: _Scene) -> tuple[str, ...]:
    """Post the card, or what is new below it; returns the keys of the findings that need not be told any more."""
    view, quiet = scene.view, scene.incident.quiet
    new = tuple(key for key in findings(view) if key not in view.told)
    if scene.sent is None:
        if view.has_something and not quiet:
            await tools.say(tx, lease, scene.shown)
        return new
    await posts.rewrite(tx, scene.shown.key, scene.shown.body)
    text = news(view, new)
    if quiet or not text:
        return new
    last = await posts.last_brief_at(tx.connection, scene.incident.id, "", NEWS)
    if not scene.ts or (last and lease.now - last < NEWS_EVERY):
        return ()  # this minute has had its post: the next look tells it
    await tools.say(tx, lease, _news(lease, scene, text))
    return new


def _news(lease: Lease, scene: _Scene, text: str) -> Post:
    return Post(
        key=f"{scene.shown.key}:news:{lease.now:%Y%m%dT%H%M%S}",
        incident_id=scene.incident.id,
        channel=scene.incident.channel,
        body=Body(text=text),
        brief=BRIEF_OF_CHANGES,
        thread_ts=scene.ts,
        record=False,
    )


async def _answer(tx: Transaction, lease: Lease, tools: Tools, scene: _Scene) -> None:
    """Whoever asked before everybody had answered is told what came since, if that is anything."""
    asked = Asked.read(object_of(lease.job.payload.get("asked")))
    body, is_last = scene.shown.body, lease.job.payload.get("late") or not scene.view.late
    if asked and is_last and not asked.has_seen(body):
        more = replace(body, text=f"Now with what came late:\n{body.text}")
        await tools.say(tx, lease, asked.answer(scene.incident, more))


def _next(lease: Lease, incident: Incident, view: View) -> Sequence[NewJob]:
    """Patiently for those that are late; and again after a while, as long as it goes on."""
    jobs = []
    payload = lease.job.payload
    if view.late and not payload.get("late"):
        asked = {"asked": payload["asked"]} if payload.get("asked") else {}
        why = f"late:{view.looked_at.isoformat()}:{'asked' if asked else ''}"
        jobs.append(look_around_job(incident, lease.now, why, patient=True, late=True, **asked))
    since = lease.now - incident.declared_at
    every_s = next((every for until, every in _AGAIN if since < until), None)
    if every_s and (incident.is_open or _just_resolved(incident, lease.now)):
        number = int(lease.now.timestamp() // every_s) + 1
        at = datetime.fromtimestamp(number * every_s, UTC)
        jobs.append(look_around_job(incident, at, f"again:{at:%Y-%m-%dT%H:%M}", patient=True))
    return jobs


def _just_resolved(incident: Incident, now: datetime) -> bool:
    """Alerts end after the trouble that they tell of."""
    return incident.resolved_at is not None and now - incident.resolved_at < timedelta(hours=1)
