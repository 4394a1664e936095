"""What an entry sets in motion: the jobs that are enqueued in the same transaction that records it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.domain.entry import Entry, Kind, Voice
from app.domain.incident import Incident, Status
from app.domain.json import Json, JsonObject
from app.jobs.job import NewJob
from app.redaction.rules import IDENTIFIERS

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
WARN = "warn"
WARNED = "warned"
ROTATE = "rotate"
SCAN = "scan"
LOOK = "look"
DIGEST = "digest"
JUDGED = "judged"
SUGGEST = "suggest"
DECIDED = "decided"
NOTICE = "notice"
LOOK_AROUND = "look_around"
INVITE = "invite"

_SHOWN_IN_TOPIC = frozenset({Kind.STATUS, Kind.SEVERITY, Kind.ROLE, Kind.TITLE})
_CHANGES_CARD = frozenset(Kind) - {Kind.PRESENCE, Kind.POST, Kind.REACTION}


_LOOK_EVERY_S = 20
_LOOK_AROUND_AFTER_S = 30
_AT_ONCE = 3
"""Looks around wait for other systems, and may not keep all workers waiting: there are so many lanes for all incidents."""
_LONGEST_KEY = 200  # of a post
_OLD_NEWS = timedelta(days=1)
"""Nobody is told of a secret in what was said longer ago: a long history may have many, and they are in it already."""


def consequences(
    incident: Incident, new: Sequence[Entry], card_every_s: float, secrets: Mapping[int, Sequence[str]] | None = None
) -> list[NewJob]:
    """The jobs that `new` entries of `incident` (as it stands after them) cause.

    `secrets` are the types of what was masked in an entry before it was stored, by its number.
    """
    jobs: list[NewJob] = []
    if any(entry.kind in _CHANGES_CARD or _pins(entry) for entry in new):
        jobs.append(_card(incident, new[-1].recorded_at, card_every_s))
    jobs += _suggest(incident, new)
    jobs += _look_around(incident, new)
    for entry in new:
        jobs += _of_one(incident, entry)
        if found := (secrets or {}).get(entry.seq):
            jobs += warn_jobs(incident.id, entry, found, entry.recorded_at)
    return jobs


def apart(call: str) -> str:
    """The key of the job that a call is left to where it may take long; `call` is the key of the call's own."""
    return f"{call}:apart"


def warn_jobs(incident_id: int, entry: Entry, types: Sequence[str], now: datetime) -> list[NewJob]:
    """Whoever posted secrets of these types is told, once for a message however often it is seen or edited."""
    if entry.author.voice is Voice.WATCHKEEPER or now - entry.happened_at > _OLD_NEWS:
        return []
    said = entry.about if entry.kind is Kind.EDIT else entry.key
    kinds = sorted(set(types) - IDENTIFIERS)
    if not kinds:
        return []
    key = f"{WARN}:{incident_id}:{said}:{','.join(kinds)}"
    payload: JsonObject = {"incident": incident_id, "entry": entry.key}
    return [NewJob(key=key[:_LONGEST_KEY], kind=WARN, lane=WARN, run_at=now, payload=payload)]


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
    if entry.kind in {Kind.DELETION, Kind.EDIT, Kind.MASKING}:
        jobs.append(job(REDO, f"document:{incident.id}"))
    return jobs


def _pins(entry: Entry) -> bool:
    return entry.kind is Kind.REACTION and entry.details.get("name") == "pushpin"


def _suggest(incident: Incident, new: Sequence[Entry]) -> list[NewJob]:
    """One look at what people said in each stretch of time, from its first message on."""
    said = [entry for entry in new if entry.kind is Kind.MESSAGE and entry.author.voice is Voice.PERSON]
    if not said or incident.quiet or not incident.is_open:
        return []
    stretch = int(said[0].recorded_at.timestamp() // _LOOK_EVERY_S) + 1
    return [
        NewJob(
            key=f"{SUGGEST}:{incident.id}:{stretch}",
            kind=SUGGEST,
            lane=f"{SUGGEST}:{incident.id}",
            run_at=datetime.fromtimestamp(stretch * _LOOK_EVERY_S, UTC),
            payload={"incident": incident.id, "first": said[0].seq},
        )
    ]


def look_around_job(incident: Incident, at: datetime, why: str, **payload: Json) -> NewJob:
    """Ask the connected systems what they know, at that time; once for each `why`."""
    return NewJob(
        key=f"{LOOK_AROUND}:{incident.id}:{why}",
        kind=LOOK_AROUND,
        lane=f"{LOOK_AROUND}:{incident.id % _AT_ONCE}",
        run_at=at,
        payload={"incident": incident.id, **payload},
    )


def _look_around(incident: Incident, new: Sequence[Entry]) -> list[NewJob]:
    """One look after each stretch of time in which it became clearer what it is about."""
    telling = [entry for entry in new if _is_telling(entry)]
    if not telling or incident.status is Status.CLOSED:
        return []
    stretch = int(telling[0].recorded_at.timestamp() // _LOOK_AROUND_AFTER_S) + 1
    at = datetime.fromtimestamp(stretch * _LOOK_AROUND_AFTER_S, UTC)
    return [look_around_job(incident, at, f"told:{stretch}", patient=True)]


def _is_telling(entry: Entry) -> bool:
    """Other systems told something, people said which services it is about, or it is open again."""
    if entry.kind in {Kind.SIGNAL, Kind.CHANGE}:
        return "connector" in entry.details
    if entry.kind is Kind.STATUS:
        return entry.details.get("was") in {Status.RESOLVED.value, Status.CLOSED.value}
    return entry.kind is Kind.SETTING and "services" in entry.details


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
