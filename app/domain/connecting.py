"""What passes between Watchkeeper and another system: what was found there, what it sent, and whether it may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from app.domain.change import Change
from app.domain.signal import Signal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a look brought. `remark` says in a few words what was left out ("only the newest 200"), empty if nothing."""

    items: tuple[T, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One credential or permission that was tried. `advice` says what to do where it is not right.

    A note is neither: it says how something is set that may be one way or the other.
    """

    what: str
    ok: bool = True
    advice: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was sent to us. Names of headers are in lower case; `at` is when it came."""

    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    at: datetime
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a delivery says. `dropped` counts what it had that is of no use here, `missing` what the sender cut off.

    `key` names the delivery where the sender does (a delivery id); empty: it does not.
    """

    signals: tuple[Signal, ...] = ()
    changes: tuple[Change, ...] = ()
    dropped: int = 0
    missing: int = 0
    key: str = ""


class Refused(Exception):  # noqa: N818 -- an answer, not a failure
    """The delivery is not signed, or not by whom it should be. Nothing of it is used."""


class Unreadable(Exception):  # noqa: N818 -- an answer, not a failure
    """The delivery is not what this connector reads. The message says in a sentence what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A text that tells how to act: a runbook, in Markdown. `services` are those it says it is for."""

    connector: str
    ref: str
    title: str
    markdown: str
    url: str = ""
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastIncident:
    """A report of an incident that is over, in Markdown, from a folder of postmortems. `at` is None where it says no day."""

    connector: str
    ref: str
    title: str
    markdown: str
    url: str = ""
    at: datetime | None = None
    services: tuple[str, ...] = ()
