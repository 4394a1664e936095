"""Faults on request: what goes wrong between an app and Slack, when a test wants it to."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, JsonMap, as_text

Kind = Literal["refuse", "delay", "drop_before", "drop_after", "duplicate", "shuffle", "status", "garbage"]

EVENTS = "events"
SOCKET = "socket"
ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of trouble. `target` is a Web API method, `*` for all of them, `events`, or `socket`.

    A method: `refuse` answers `error`; `delay` answers `delay_s` late; `drop_before` and `drop_after` cut the
    connection before or after the call is carried out; `status` answers that HTTP status (429 with `Retry-After` of
    `retry_after_s`); `garbage` answers what is not JSON.
    `events`: `drop_before` never delivers; `drop_after` delivers and does not hear the acknowledgement; `duplicate`
    delivers twice; `delay` delivers `delay_s` later; `shuffle` delivers up to `delay_s` later, so that events overtake.
    `socket`: `refuse` lets nobody connect; `drop_before` and `drop_after` cut the connection before or after an event.

    The first `skip` chances are let pass, then it happens `times` times; None is until it is cleared.
    """

    target: str
    kind: Kind
    times: int | None = 1
    skip: int = 0
    delay_s: float = 0.0
    status: int = 500
    retry_after_s: int = 1
    error: str = "internal_error"

    def as_json(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}


def fault_from_json(given: JsonMap) -> Fault:
    """A fault as it is posted to `/sandbox/faults`. Raises `invalid_fault` with a sentence."""
    kind, target = given.get("kind"), as_text(given.get("target"))
    if not target or kind not in get_args(Kind):
        raise SlackError("invalid_fault", detail=f"needs a target and a kind of {', '.join(get_args(Kind))}")
    numbers = {name: given[name] for name in ("skip", "delay_s", "status", "retry_after_s") if name in given}
    times = given.get("times", 1)
    checked = [value for value in [*numbers.values(), times] if value is not None]
    if any(isinstance(value, bool) or not isinstance(value, int | float) or value < 0 for value in checked):
        raise SlackError("invalid_fault", detail="times, skip, delay_s, status and retry_after_s are numbers")
    usual = Fault(target, cast("Kind", kind))
    return Fault(
        target=target,
        kind=cast("Kind", kind),
        times=cast("int | None", times),
        skip=cast("int", numbers.get("skip", usual.skip)),
        delay_s=float(cast("float", numbers.get("delay_s", usual.delay_s))),
        status=cast("int", numbers.get("status", usual.status)),
        retry_after_s=cast("int", numbers.get("retry_after_s", usual.retry_after_s)),
        error=as_text(given.get("error")) or usual.error,
    )


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0

    @property
    def is_spent(self) -> bool:
        return self.fault.times is not None and self.seen >= self.fault.skip + self.fault.times


@dataclass(frozen=True, slots=True)
class EventPlan:
    """How one event is delivered: not at all, or once for each of `delays_s`; deaf, when the app's answer gets lost."""

    lost: bool = False
    deaf: bool = False
    delays_s: tuple[float, ...] = (0.0,)


UNDISTURBED = EventPlan()


class Faults:
    """The faults that are armed. `seed` makes what is random about them the same every time."""

    def __init__(self, seed: int = 0) -> None:
        self._armed: list[_Armed] = []
        self._random = random.Random(seed)  # noqa: S311 - order, not secrets

    def __iter__(self) -> Iterator[Fault]:
        return (armed.fault for armed in self._armed)

    def add(self, fault: Fault) -> None:
        self._armed.append(_Armed(fault))

    def clear(self) -> None:
        self._armed.clear()

    def take(self, target: str, *more: str) -> Fault | None:
        """The first fault that befalls this call or connection, if one does."""
        fitting = [armed for armed in self._armed if armed.fault.target in {target, *more}]
        return next((armed.fault for armed in fitting if self._strikes(armed)), None)

    def plan_event(self) -> EventPlan:
        """What befalls the next event: all that is armed for events together."""
        if not self._armed:
            return UNDISTURBED
        here = [armed for armed in self._armed if armed.fault.target == EVENTS]
        faults = [armed.fault for armed in here if self._strikes(armed)]
        kinds = [fault.kind for fault in faults]
        delays_s = [self._delay_s(faults) for _ in range(1 + kinds.count("duplicate"))]
        return EventPlan("drop_before" in kinds, "drop_after" in kinds, tuple(delays_s))

    def _delay_s(self, faults: list[Fault]) -> float:
        fixed_s = sum(fault.delay_s for fault in faults if fault.kind == "delay")
        return fixed_s + sum(self._random.uniform(0, fault.delay_s) for fault in faults if fault.kind == "shuffle")

    def _strikes(self, armed: _Armed) -> bool:
        armed.seen += 1
        if armed.is_spent:
            self._armed.remove(armed)
        return armed.seen > armed.fault.skip
