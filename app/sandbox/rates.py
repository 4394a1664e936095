"""Slack's request budgets: how many calls a method takes from one app in one workspace before it answers 429.

The tiers and their budgets are Slack's own; the `special` methods' budgets are not published, so the figures here are
cautious readings of the words that are ("about one message a second per channel", "several hundred a minute").
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.sandbox.contract import Contract, Tier

Clock = Callable[[], float]
RateMode = Literal["off", "real"]

POST_METHOD = "chat.postMessage"


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `calls` in any `window_s` seconds."""

    calls: int
    window_s: float = 60.0


TIER_BUDGETS: Mapping[Tier, Budget] = {
    "T1": Budget(1),
    "T2": Budget(20),
    "T3": Budget(50),
    "T4": Budget(100),
    "special": Budget(300),
}
CHANNEL_POSTS = Budget(5, window_s=5.0)  # one a second on average; a short burst passes


class RateLimiter:
    """Counts calls per method and workspace, and posts per channel as well.

    `mode` "off" lets every call pass but the ones refused by `force`. `budgets` replaces a method's tier, for instance
    to act as Slack does towards an app distributed outside its Marketplace. `clock` gives seconds and may jump back.
    """

    def __init__(
        self, contract: Contract, mode: RateMode, clock: Clock, budgets: Mapping[str, Budget] | None = None
    ) -> None:
        self.mode = mode
        self._clock = clock
        tiers = {name: TIER_BUDGETS[method.tier] for name, method in contract.methods.items()}
        self._budgets = tiers | dict(budgets or {})
        self._calls: defaultdict[Hashable, deque[float]] = defaultdict(deque)
        self._forced: defaultdict[str, deque[int]] = defaultdict(deque)

    def force(self, method: str, retry_after_s: int, times: int = 1) -> None:
        """Refuses the next `times` calls of `method`, whatever the mode."""
        self._forced[method].extend([retry_after_s] * times)

    def retry_after_s(self, method: str, workspace: str, channel: str | None = None) -> int | None:
        """Counts one call; whole seconds to wait if it is over budget (it is then not counted), else None.

        `workspace` is whatever names the app in its workspace: a token, or a team id and an app id joined.
        """
        if self._forced[method]:
            return self._forced[method].popleft()
        if self.mode == "off":
            return None
        budgets: dict[Hashable, Budget] = {(method, workspace): self._budgets.get(method, TIER_BUDGETS["special"])}
        if method == POST_METHOD and channel:
            budgets[(method, workspace, channel)] = CHANNEL_POSTS
        now = self._clock()
        waits = [self._wait_s(key, budget, now) for key, budget in budgets.items()]
        if max(waits) > 0:
            return math.ceil(max(waits))
        for key in budgets:
            self._calls[key].append(now)
        return None

    def _wait_s(self, key: Hashable, budget: Budget, now: float) -> float:
        calls = self._calls[key]
        while calls and not now - budget.window_s < calls[0] <= now:  # outside the window, or the clock jumped back
            calls.popleft()
        if len(calls) < budget.calls:
            return 0.0
        return calls[0] + budget.window_s - now
