"""What an entry sets in motion: the jobs that are enqueued in the same transaction that records it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from app.domain.entry import Entry, Kind, Voice
from app.domain.incident import Incident, Status
from app.domain.json import JsonObject
from app.jobs.job import NewJob

CARD = "card"
TOPIC = "topic"
ANNOUNCE = "announce"
POSTMORTEM = "postmortem"
WELCOME = "welcome"
REDO = "redo"
MEET = "meet"
OPEN_CHANNEL = "open_channel"
SETTLE_IN = "settle_in"
ADOPT = "adopt"
PIN = "pin"
KEEP = "keep"
LEAVE = "leave"
LINK = "link"
ROSTER = "roster"
TIDY = "tidy"
BACKFILL = "backfill"
BACKFILL_THREAD = "backfill_thread"
DELIVER = "deliver"
CALL = "call"
REMIND = "remind"

_SHOWN_IN_TOPIC = frozenset({Kind.STATUS, Kind.SEVERITY, Kind.ROLE, Kind.TITLE})
_CHANGES_CARD = frozenset(Kind) - {Kind.PRESENCE, Kind.POST, Kind.REACTION}


def consequences(incident: Incident, new: Sequence[Entry], card_every_s: float) -> list[NewJob]:
    """The jobs that `new` entries of `incident` (as it stands after them) cause."""
    jobs: list[NewJob] = []
    if any(entry.kind in _CHANGES_CARD or _pins(entry) for entry in new):
        jobs.append(_card(incident, new[-1].recorded_at, card_every_s))
    for entry in new:
        jobs += _of_one(incident, entry)
    return jobs


def _of_one(incident: Incident, entry: Entry) -> list[NewJob]:
    payload: JsonObject = {"incident": incident.id, "entry": entry.key}

    def job(kind: str, lane: str) -> NewJob:
        return NewJob(
            key=f"{kind}:{incident.id}:{entry.seq}", kind=kind, lane=lane, run_at=entry.recorded_at, payload=payload
        )

    jobs = []
    if entry.kind in _SHOWN_IN_TOPIC:
        jobs += [job(TOPIC, f"topic:{incident.id}"), job(ANNOUNCE, f"announce:{incident.id}")]
    if entry.kind is Kind.STATUS and entry.details.get("to") == Status.CLOSED.value:
        jobs.append(job(POSTMORTEM, f"document:{incident.id}"))
    if entry.kind is Kind.PRESENCE and entry.details.get("joined") and entry.author.voice is Voice.PERSON:
        jobs.append(job(WELCOME, f"incident:{incident.id}"))
    if entry.kind in {Kind.DELETION, Kind.EDIT}:
        jobs.append(job(REDO, f"document:{incident.id}"))
    return jobs


def _pins(entry: Entry) -> bool:
    return entry.kind is Kind.REACTION and entry.details.get("name") == "pushpin"


def _card(incident: Incident, now: datetime, every_s: float) -> NewJob:
    """One refresh at the end of each stretch of `every_s` seconds in which something moved."""
    stretch = int(now.timestamp() // every_s) + 1
    return NewJob(
        key=f"{CARD}:{incident.id}:{stretch}",
        kind=CARD,
        lane=f"card:{incident.id}",
        run_at=datetime.fromtimestamp(stretch * every_s, UTC),
        payload={"incident": incident.id},
    )
