"""At most one look around an incident at a time, in this process: whoever comes meanwhile waits for it, but not for long."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class OneAtATime:
    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, what: Hashable, wait_s: float) -> AsyncIterator[bool]:
        """Whether it is our turn now; False after `wait_s` in which somebody else had it."""
        lock = self._locks.setdefault(what, asyncio.Lock())
        try:
            async with asyncio.timeout(wait_s):
                await lock.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()
