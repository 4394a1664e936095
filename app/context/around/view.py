"""What was seen around an incident: everything that the card says, ready to be told and to be kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.change import ChangeState
from app.domain.window import Window

SUSPECT, UNDONE = "suspect", "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Signals that belong together, told as the first of them. `keys` names one of each service, this one first; `since` is when this
    one began, `count` how often it was noticed, `others` how many signals more the group has, `services` those of the
    group. `ended_at` is when the last of them ended, None while one is still true.
    `first` is the service that likely failed first, `why` says why it is thought to be that one.
    """

    title: str
    kind: str
    since: datetime
    keys: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    severity: int | None = None
    count: int = 1
    others: int = 0
    ended_at: datetime | None = None
    first: str = ""
    why: str = ""
    system: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A change that may have to do with it. `key` is `connector/ref`; `reasons` are in words, the weightiest first.

    `at` is when it took effect; `state` is that of a Change.
    """

    key: str
    title: str
    kind: str
    at: datetime
    state: str
    service: str = ""
    author: str = ""
    reach: str = ""
    reasons: tuple[str, ...] = ()
    system: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who is on call: `person` as the on-call system names them, `user` their id in chat if they were recognised."""

    person: str
    contact: str = ""
    rotation: str = ""
    service: str = ""
    level: int = 1
    until: datetime | None = None
    user: str = ""
    system: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who has to do with a service. Empty: nobody said."""

    service: str
    owner: str = ""
    tier: str = ""
    channel: str = ""
    contact: str = ""
    url: str = ""
    on_call: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """An incident like this one: what fixed it and how long it took, in the words of its record (empty: nobody said).
    `name` is its key if we recorded it, `fix_url` where the words about the fix stand.
    """

    name: str
    title: str
    fix: str = ""
    fix_url: str = ""
    took: str = ""
    shared: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The section of a runbook that fits best, quoted; `why` says in a few words why it is this one."""

    title: str
    section: str
    text: str
    url: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`troubles` name what could not be looked at, each with the reason ("Loki: timed out"); `late` the systems that had
    not answered yet; `remarks` what was left out ("Sentry: only the newest 200"). `asked` counts the systems, `tellers` those of them that tell of signals or changes.

    `services` are those in trouble, `at_risk` those that depend on them and do not fail yet. `firing` and `ended` are the groups of signals, worst first; `suspects` at most five, best first,
    `undone` those that were among them and are taken back, `out` those that
    cannot be it, `instead` says what speaks for no change at all; `considered` counts the changes, `change_systems` the systems that told of
    them, `changes_missing` says that others could not. `tickets` counts what customers wrote, `statuses` is what third parties say of themselves.
    """

    looked_at: datetime
    window: Window
    asked: int = 0
    tellers: int = 0
    services: tuple[str, ...] = ()
    at_risk: tuple[str, ...] = ()
    firing: tuple[Seen, ...] = ()
    ended: tuple[Seen, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    undone: tuple[Suspect, ...] = ()
    out: tuple[Suspect, ...] = ()
    instead: tuple[str, ...] = ()
    considered: int = 0
    change_systems: int = 0
    changes_missing: bool = False
    people: tuple[Responsible, ...] = ()
    similar: tuple[Precedent, ...] = ()
    runbook: Excerpt | None = None
    tickets: int = 0
    tickets_since: datetime | None = None
    ticket_url: str = ""
    statuses: tuple[Seen, ...] = ()
    troubles: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def has_something(self) -> bool:
        """Whether there is anything but what could not be looked at."""
        found = (self.firing, self.ended, self.suspects, self.people, self.similar, self.runbook, self.statuses)
        return any(found) or self.tickets > 0

    def having_told(self, keys: tuple[str, ...]) -> "View":
        """The same, with these findings told to the channel."""
        return replace(self, told=tuple(dict.fromkeys([*self.told, *keys])))


def findings(view: View) -> Iterator[str]:
    """What matters enough to be told by itself when it is new, each by a key. What alerts do is told as it is recorded."""
    for one in (*view.suspects, *view.undone):
        yield f"{UNDONE if one.state == ChangeState.UNDONE else SUSPECT}:{one.key}"
