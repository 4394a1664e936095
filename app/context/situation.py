"""What is known of an incident when changes are ranked for it, and what comes of the ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.change import Change
from app.domain.service import Catalog
from app.domain.signal import Signal
from app.domain.window import Scope, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`scope` names the services in trouble; `onset` is when the first of them left its usual state (None: not known),
    `alerted_at` when somebody or something first said so. `words` is what people and alerts say, as plain text.
    """

    scope: Scope
    window: Window
    alerted_at: datetime
    onset: datetime | None = None
    signals: Sequence[Signal] = ()
    words: str = ""
    catalog: Catalog = field(default_factory=Catalog)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change stands where it does, in words a responder understands ("deployed 6 min before the first deviation").

    `key` names the feature, `points` what it added to the score (negative: took away).
    """

    key: str
    words: str
    points: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that may have to do with the incident; never more than that. `reasons` are the weightiest first."""

    change: Change
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates, best first; those from `likely` on down are not worth naming (0: no change is likely).

    `out` are those that cannot be it, each with the reason. `instead` is what speaks for something else than a change.
    """

    candidates: tuple[Candidate, ...] = ()
    likely: int = 0
    out: tuple[Candidate, ...] = ()
    instead: tuple[Reason, ...] = ()

    @property
    def named(self) -> tuple[Candidate, ...]:
        return self.candidates[: self.likely]
