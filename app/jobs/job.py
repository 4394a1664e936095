"""A piece of durable work, before and after it is in the table."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """Work to be done once `run_at` has come.

    `key` names the work once and for all: enqueueing the same key again changes nothing, also after it is done.
    Jobs of one `lane` never overlap; due ones run in the order in which they were enqueued.
    """

    key: str
    kind: str
    lane: str
    run_at: datetime
    payload: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(NewJob):
    """Leased work. `attempt` counts leases (1 is the first); `failures` only the attempts that ended in an error."""

    id: int
    attempt: int
    failures: int
