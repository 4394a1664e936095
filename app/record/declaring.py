"""An incident begins: declared into a channel of its own, or adopted in a channel that is there already."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.entry import Author, Draft, Kind, Source, Voice
from app.domain.incident import Audience, Incident
from app.jobs.job import NewJob
from app.jobs.queue import enqueue
from app.record import incidents
from app.record.append import append
from app.record.consequences import OPEN_CHANNEL, SETTLE_IN
from app.redaction.mask import mask
from app.store.columns import storable
from app.store.database import Transaction

UNTITLED = "Untitled incident"
DECLARED = "declared"
"""The key of the first entry of every incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """`key` makes declaring it twice the same incident. Without `channel` one is opened; else that one is adopted.

    `person` is the user id of whoever declared it, empty if a rule did. `first_message` is the `CHANNEL/TS` of the
    message that it was declared from, if any.
    """

    key: str
    title: str
    person: str
    channel: str = ""
    channel_name: str = ""
    private: bool = False
    first_message: str = ""


async def declare(tx: Transaction, declaration: Declaration, now: datetime, card_every_s: float) -> Incident:
    """Record that the incident was declared and set in motion what belongs to it."""
    audience = Audience.CHANNEL if declaration.private else Audience.WORKSPACE
    incident = await incidents.declare(
        tx,
        Incident(
            id=0,
            key="",
            title=mask(storable(declaration.title)).strip() or UNTITLED,
            channel=declaration.channel,
            channel_name=declaration.channel_name,
            declared_at=now,
            declared_by=declaration.person,
            audience=audience,
            updated_at=now,
        ),
        declaration.key,
    )
    incident, new = await append(tx, incident.id, [_declared(declaration, incident, now)], now, card_every_s)
    if new:
        await enqueue(tx, [_first_job(declaration, incident, now)])
    return incident


def _declared(declaration: Declaration, incident: Incident, now: datetime) -> Draft:
    voice = Voice.PERSON if declaration.person else Voice.WATCHKEEPER
    return Draft(
        key=DECLARED,
        kind=Kind.STATUS,
        happened_at=now,
        author=Author(voice, declaration.person or "watchkeeper"),
        source=Source("watchkeeper", declaration.key),
        text=incident.title,
        details={"to": incident.status.value, "was": "", "first_message": declaration.first_message},
    )


def _first_job(declaration: Declaration, incident: Incident, now: datetime) -> NewJob:
    kind = SETTLE_IN if declaration.channel else OPEN_CHANNEL
    return NewJob(
        key=f"{kind}:{incident.id}",
        kind=kind,
        lane=f"incident:{incident.id}",
        run_at=now,
        payload={"incident": incident.id},
    )
