"""A signal: what a machine noticed, in one shape whatever system it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.attributes import SERVICE


class SignalKind(StrEnum):
    ALERT = "alert"
    METRIC = "metric"  # a series that left its usual range
    LOG = "log"  # a pattern of log lines
    ERROR = "error"  # a group of errors
    TRACE = "trace"  # slow or failing spans
    TICKET = "ticket"  # a customer's
    STATUS = "status"  # what a third party says about itself


class SignalState(StrEnum):
    FIRING = "firing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that a machine noticed; the same thing again is the same signal with a higher `count`.

    `connector` is the name under which the connector is configured. `fingerprint` names what is wrong within it, the
    same for each repeat and for its end (any text up to 200 characters). `title` is one line of plain text, `detail` what adds to it.
    `severity` is 1 (worst) to 5, None where the system has no such thing or did not say. `started_at` is when it began, `last_at`
    when it was last true, `ended_at` when it ended (None: it has not, or nobody said). `attributes` holds facts under
    OpenTelemetry's names (`domain/attributes`) and, under their own names, the labels of the system.
    `url` is where it can be looked up; `query` is exactly what found it, empty for what was pushed to us.
    `examples` are a few raw lines or values; at most 5.
    """

    connector: str
    kind: SignalKind
    fingerprint: str
    title: str
    started_at: datetime
    last_at: datetime
    state: SignalState = SignalState.FIRING
    detail: str = ""
    severity: int | None = None
    ended_at: datetime | None = None
    count: int = 1
    attributes: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    query: str = ""
    examples: tuple[str, ...] = ()

    @property
    def service(self) -> str:
        """The service that it is about, empty if it does not say."""
        return self.attributes.get(SERVICE, "")
