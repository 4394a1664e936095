"""Commits together what arrives together, so that a burst costs one transaction and not a hundred.

Everything that arrives while one commit is under way goes into the next one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from sqlalchemy.exc import OperationalError

from app.domain.errors import Unavailable

A = TypeVar("A")
R = TypeVar("R")
_MOST_AT_ONCE = 500


@dataclass(slots=True)
class _Arrival(Generic[A, R]):
    """`durable` is None where nobody waits."""

    item: A
    durable: asyncio.Future[R] | None


class Together(Generic[A, R]):
    """Use as `async with Together(...) as together`. Leaving it commits what has arrived; after that it takes no more.

    `commit` stores some items in one transaction and returns an answer for each. `name` is its task's. A commit takes up
    to 500 items, and no more once they weigh more than `most_weight`.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[A]], Awaitable[Sequence[R]]],
        name: str,
        weight: Callable[[A], int] | None = None,
        most_weight: int = 0,
    ) -> None:
        self._commit_all = commit
        self._name = name
        self._weight = weight
        self._most_weight = most_weight
        self._arrivals: asyncio.Queue[_Arrival[A, R] | None] = asyncio.Queue()  # None: no more will come
        self._task: asyncio.Task[None] | None = None
        self.is_open = False

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._commit_arrivals(), name=self._name)
        self.is_open = True
        return self

    async def __aexit__(self, *exception: object) -> None:
        assert self._task
        self.is_open = False
        self._arrivals.put_nowait(None)
        await self._task

    @property
    def waiting(self) -> int:
        return self._arrivals.qsize()

    async def take(self, item: A) -> R:
        """The answer for the item, once it is committed. Raises Unavailable after this was left, and what prevented it."""
        if not self.is_open:
            raise Unavailable("Watchkeeper", "it is stopping")
        durable: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._arrivals.put_nowait(_Arrival(item, durable))
        return await durable

    def put(self, item: A) -> None:
        """The same, and nobody waits for it."""
        self._arrivals.put_nowait(_Arrival(item, None))

    async def _commit_arrivals(self) -> None:
        while first := await self._arrivals.get():
            batch, weight = [first], self._weighed(first)
            while len(batch) < _MOST_AT_ONCE and weight <= self._most_weight and not self._arrivals.empty():
                if arrival := self._arrivals.get_nowait():
                    batch.append(arrival)
                    weight += self._weighed(arrival)
                else:
                    self._arrivals.put_nowait(None)
                    break
            await self._commit(batch)

    def _weighed(self, arrival: _Arrival[A, R]) -> int:
        return self._weight(arrival.item) if self._weight else 0

    async def _commit(self, batch: Sequence[_Arrival[A, R]]) -> None:
        try:
            answers = await self._commit_all([arrival.item for arrival in batch])
        except Exception as error:  # noqa: BLE001 -- whoever waits gets it, and the sender tries again
            out_of_reach = isinstance(error, OperationalError | OSError)
            if len(batch) > 1 and not out_of_reach:  # one bad arrival must not refuse the others
                for arrival in batch:
                    await self._commit([arrival])
                return
            for arrival in batch:
                if arrival.durable and not arrival.durable.done():
                    arrival.durable.set_exception(error)
            return
        for arrival, answer in zip(batch, answers, strict=True):
            if arrival.durable and not arrival.durable.done():  # the waiter may be cancelled
                arrival.durable.set_result(answer)
