"""What may leave, and where to: the rules of the house, read from the settings, and what they say to one call of a model.

Without rules, local endpoints get everything (redacted), hosted ones get everything but private incidents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from app.domain.entry import Kind
from app.domain.incident import Audience, Incident
from app.domain.model import Endpoint

TASKS = frozenset({"catchup", "summary", "update", "handover", "postmortem", "answer", "digest", "repair", "changes"})
"""What models are asked for; a rule that names anything else is a slip that would never fit."""

_PORT = re.compile(r":\d+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `allow` or `deny` names endpoints, the other fields narrow it down; None fits everything.

    Endpoints are hosts or patterns of hosts (`*.corp.example`), `local`, `hosted` or `*`; channels are ids or patterns
    of names (`sec-*`). `because` is shown to readers of what was not written by a model for it. Raises ValueError for a
    rule that could not mean anything.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 -- read by pydantic, which settings use; a typo is refused

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    channels: tuple[str, ...] | None = None
    audiences: tuple[Audience, ...] | None = None
    kinds: tuple[Kind, ...] | None = None
    tasks: tuple[str, ...] | None = None
    because: str = ""

    def __post_init__(self) -> None:
        if bool(self.allow) == bool(self.deny):
            raise ValueError("a rule says either `allow` or `deny`, with the endpoints that it is about")
        narrowed = {"channels": self.channels, "audiences": self.audiences, "kinds": self.kinds, "tasks": self.tasks}
        for name, values in narrowed.items():
            if values is not None and not values:
                raise ValueError(f"`{name}` is empty, so the rule fits nothing; leave it out to mean all")
        if any(not one.strip() for one in (*self.allow, *self.deny, *(self.channels or ()))):
            raise ValueError("a pattern is empty")
        if unknown := sorted(set(self.tasks or ()) - TASKS):
            raise ValueError(f"there is no task `{unknown[0]}`; tasks are {', '.join(sorted(TASKS))}")

    def fits(self, endpoint: Endpoint, piece: "Piece") -> bool:
        """A rule that lets private incidents go to a hosted model has to name them: nobody lets them out by accident."""
        is_private = piece.audience is Audience.CHANNEL and not endpoint.is_local
        if self.allow and self.audiences is None and is_private:
            return False
        return (
            any(_is(endpoint, pattern) for pattern in self.allow or self.deny)
            and (self.channels is None or any(_named(piece, pattern) for pattern in self.channels))
            and (self.audiences is None or piece.audience in self.audiences)
            and (self.kinds is None or piece.kind in self.kinds)
            and (self.tasks is None or not piece.tasks.isdisjoint(self.tasks))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in their order: the first that fits decides. `only` are the endpoints that anything goes to at all."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 -- as above

    only: tuple[str, ...] | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that would leave: entries of one kind from one channel, for what."""

    audience: Audience
    channel: str
    channel_name: str
    kind: Kind
    tasks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Says no by saying why: the reason is for a reader, without capital and full stop; the empty text means yes."""

    rules: Rules = Rules()
    hosted_private: bool = False

    @property
    def looks_closer(self) -> bool:
        """Whether it matters which channels and kinds of entries the material is made of."""
        return any(rule.channels is not None or rule.kinds is not None for rule in self.rules.rules)

    def call_denied(self, endpoint: Endpoint, incident: Incident, tasks: frozenset[str]) -> str:
        """Why nothing at all of the incident may go there for this; empty if something may."""
        if not endpoint.host.strip():
            return "it is not known where this model runs"
        if self.rules.only is not None and not any(_is(endpoint, pattern) for pattern in self.rules.only):
            return f"nothing may be sent to {endpoint.host}"
        denials = [
            self._denied(endpoint, _piece(incident, tasks, kind, incident.channel, incident.channel_name))
            for kind in Kind
        ]
        return denials[0] if all(denials) else ""

    def entry_denied(
        self, endpoint: Endpoint, incident: Incident, tasks: frozenset[str], kind: Kind, channel: tuple[str, str]
    ) -> str:
        """Why entries of this kind from this channel (id, name) stay here; empty if they may go.

        What we said ourselves was written from all kinds, so it stays where any of them has to.
        """
        kinds: Sequence[Kind] = tuple(Kind) if kind is Kind.POST else (kind,)
        denials = (self._denied(endpoint, _piece(incident, tasks, one, *channel)) for one in kinds)
        return next(filter(None, denials), "")

    def _denied(self, endpoint: Endpoint, piece: Piece) -> str:
        for rule in self.rules.rules:
            if rule.fits(endpoint, piece):
                return (rule.because or f"the policy keeps this from {endpoint.host}") if rule.deny else ""
        if piece.audience is Audience.CHANNEL and not endpoint.is_local and not self.hosted_private:
            return "private incidents stay on this machine"
        return ""


def _piece(incident: Incident, tasks: frozenset[str], kind: Kind, channel: str, channel_name: str) -> Piece:
    return Piece(audience=incident.audience, channel=channel, channel_name=channel_name, kind=kind, tasks=tasks)


def _is(endpoint: Endpoint, pattern: str) -> bool:
    wanted, host = pattern.strip().casefold(), endpoint.host.casefold()
    if wanted in {"local", "hosted"}:
        return endpoint.is_local is (wanted == "local")
    return fnmatchcase(host, wanted) or fnmatchcase(_PORT.sub("", host), wanted)


def _named(piece: Piece, pattern: str) -> bool:
    wanted = pattern.strip().removeprefix("#")
    return wanted == piece.channel or fnmatchcase(piece.channel_name.casefold(), wanted.casefold())
