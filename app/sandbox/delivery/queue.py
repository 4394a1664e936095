"""What waits to be delivered to one app: kept while nobody is connected, counted until it is acknowledged."""

import asyncio
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.sandbox.jsonvalue import Json


@dataclass(slots=True, eq=False)
class Parcel:
    """One event on its way. `attempt` counts from 0, `reason` says why it is sent again."""

    payload: Json
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    timeouts: int = 0
    reason: str = ""


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
