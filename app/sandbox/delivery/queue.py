"""What waits to be delivered to one app: kept while nobody is connected, counted until it is acknowledged."""

import asyncio
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.sandbox.faults import Faults
from app.sandbox.jsonvalue import Json


@dataclass(slots=True, eq=False)
class Parcel:
    """One event on its way. `attempt` counts from 0, `reason` says why it is sent again.

    `deaf`: the next acknowledgement gets lost.
    """

    payload: Json
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    timeouts: int = 0
    reason: str = ""
    deaf: bool = False


class Outbox:
    """First in, first out. `wake` is called when there is something new; the deliverer sets it."""

    def __init__(self) -> None:
        self._waiting: deque[Parcel] = deque()
        self._out: dict[str, Parcel] = {}
        self._settled = asyncio.Event()
        self._settled.set()
        self.delivered = 0
        self.lost: list[Json] = []
        self.wake: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def in_flight(self) -> int:
        return len(self._out)

    @property
    def undelivered(self) -> int:
        """Events not acknowledged yet, waiting or in flight."""
        return len(self._waiting) + len(self._out)

    async def settled(self) -> None:
        """Waits until every event is acknowledged or given up."""
        await self._settled.wait()

    def put(self, payload: Json) -> None:
        self._waiting.append(Parcel(payload))
        self._settled.clear()
        if self.wake is not None:
            self.wake()

    def take(self) -> Parcel:
        """The next parcel, now in flight."""
        parcel = self._waiting.popleft()
        self._out[parcel.envelope_id] = parcel
        return parcel

    def copy(self, parcel: Parcel) -> Parcel:
        """The same event in a second envelope, in flight too."""
        second = Parcel(parcel.payload)
        self._out[second.envelope_id] = second
        return second

    def flying(self, envelope_id: str) -> Parcel | None:
        return self._out.get(envelope_id)

    def acknowledge(self, envelope_id: str) -> Parcel | None:
        """Delivered. Nothing where it was acknowledged before."""
        parcel = self._out.pop(envelope_id, None)
        if parcel is not None:
            self.delivered += 1
            self._look()
        return parcel

    def give_back(self, parcel: Parcel, reason: str) -> None:
        """To be sent again, before what has not been sent yet."""
        if self._out.pop(parcel.envelope_id, None) is not None:
            parcel.attempt += 1
            parcel.reason = reason
            self._waiting.appendleft(parcel)

    def give_up(self, parcel: Parcel) -> None:
        """Lost: the app will not get it."""
        if self._out.pop(parcel.envelope_id, None) is not None:
            self.lost.append(parcel.payload)
            self._look()

    def _look(self) -> None:
        if not self._waiting and not self._out:
            self._settled.set()


def planned(outbox: Outbox, faults: Faults) -> list[tuple[Parcel, float]]:
    """Takes the next event: the parcels to send for it, each with the seconds to wait before."""
    parcel, plan = outbox.take(), faults.plan_event()
    if plan.lost:
        outbox.give_up(parcel)
        return []
    parcel.deaf = plan.deaf
    copies = [outbox.copy(parcel) for _ in plan.delays_s[1:]]
    return list(zip([parcel, *copies], plan.delays_s, strict=True))
