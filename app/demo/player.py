"""Plays the script at a speed that can be changed while it runs, as the page's player bar does."""

import asyncio
from collections.abc import Mapping

from app.demo.scenario import Scenario
from app.demo.stage import Stage
from app.rehearsal import StepClock

_LONGEST_WAIT_S = 4.0


class Player:
    """`speed` is how many times faster than it happened; no gap takes longer than a few seconds to watch."""

    def __init__(self, scenario: Scenario, stage: Stage, clock: StepClock, start_s: float, speed: float) -> None:
        self._scenario = scenario
        self._stage = stage
        self._clock = clock
        self._start_s = start_s
        self._speed = speed
        self._position = 0
        self._running = asyncio.Event()
        self._running.set()
        self._changed = asyncio.Event()

    def status(self) -> dict[str, object]:
        return {
            "title": self._scenario.title,
            "position": self._position,
            "total": len(self._scenario.steps),
            "speed": self._speed,
            "paused": not self._running.is_set(),
        }

    def control(self, wanted: Mapping[str, object]) -> None:
        """Change `speed` (0.1 to 1000) or `paused`; anything else is passed over."""
        speed, paused = wanted.get("speed"), wanted.get("paused")
        if isinstance(speed, int | float) and not isinstance(speed, bool):
            self._speed = min(1000.0, max(0.1, float(speed)))
        if isinstance(paused, bool):
            (self._running.clear if paused else self._running.set)()
        self._changed.set()

    async def play(self) -> None:
        steps = self._scenario.steps
        before_s = 0.0
        for number, step in enumerate(steps):
            await self._wait(step.after_s - before_s)
            following_s = self._start_s + steps[number + 1].after_s if number + 1 < len(steps) else None
            self._clock.move_to(self._start_s + step.after_s, following_s)
            await self._stage.ready(step)
            await self._stage.act(step)
            before_s, self._position = step.after_s, number + 1

    async def _wait(self, gap_s: float) -> None:
        """Wait out a gap; starts over with what is left when the speed changes."""
        left_s = gap_s
        loop = asyncio.get_running_loop()
        while left_s > 0:
            await self._running.wait()
            self._changed.clear()
            speed, since = self._speed, loop.time()
            try:
                await asyncio.wait_for(self._changed.wait(), min(left_s / speed, _LONGEST_WAIT_S))
            except TimeoutError:
                return
            left_s -= (loop.time() - since) * speed
        await self._running.wait()
