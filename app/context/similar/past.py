"""What is kept of an incident that is over: by which words it is found, and what is shown of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from app.domain.incident import Incident

MaySee: TypeAlias = Callable[[Incident], Awaitable[bool]]
"""Whether those to whom it is shown may know of an incident of ours. May raise Unavailable or UserError: then not."""


class Field(StrEnum):
    """The parts of a past incident that are searched; a word counts more in one than in another."""

    TITLE = "title"
    SYMPTOMS = "symptoms"  # the summary, the impact, how it was noticed
    CAUSES = "causes"  # and what was going on around it
    FIX = "fix"
    SERVICES = "services"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in the record or the report, plain text without addresses, and where it can be looked up."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a past incident was, what fixed it and how long it took, each as somebody said it; None: not said.

    `took` is the length in `duration`, where that can be told.
    """

    what: Quote | None = None
    fix: Quote | None = None
    duration: Quote | None = None
    took: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One incident that is over. `key` is its key, or the name of its report; `connector` is empty for one of ours."""

    key: str
    title: str
    texts: Mapping[Field, str]
    connector: str = ""
    url: str = ""
    at: datetime | None = None
    services: tuple[str, ...] = ()
    incident: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """One that is like what is going on. `shared` are the words that both have, `services` the services, the most
    telling first. `score` goes from 0 to 1.
    """

    past: Past
    account: Account
    score: float
    shared: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Similars:
    """The most similar ones, best first, at most three; none: nothing that was looked at is like it.

    `looked_at` counts what was compared, `could_not` says in a sentence each what could not be looked at.
    """

    found: tuple[Similar, ...] = ()
    looked_at: int = 0
    could_not: tuple[str, ...] = field(default=())
