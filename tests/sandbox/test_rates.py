"""Budgets per method and workspace, posts per channel, and refusals on request."""

import pytest

from app.sandbox.contract import load_contract
from app.sandbox.rates import Budget, RateLimiter


class SetClock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def limiter(clock: SetClock) -> RateLimiter:
    return RateLimiter(load_contract(), "real", clock)


def test_off_lets_everything_pass(clock: SetClock) -> None:
    limiter = RateLimiter(load_contract(), "off", clock)
    assert all(limiter.retry_after_s("apps.connections.open", "T1") is None for _ in range(500))


@pytest.mark.parametrize(
    ("method", "calls"),
    [("apps.connections.open", 1), ("conversations.create", 20), ("conversations.history", 50), ("users.info", 100)],
)
def test_a_tier_is_calls_per_minute(limiter: RateLimiter, clock: SetClock, method: str, calls: int) -> None:
    for _ in range(calls):
        assert limiter.retry_after_s(method, "T1") is None
    assert limiter.retry_after_s(method, "T1") == 60
    clock.now += 59.5
    assert limiter.retry_after_s(method, "T1") == 1
    clock.now += 0.5
    assert limiter.retry_after_s(method, "T1") is None


def test_a_refused_call_costs_nothing(limiter: RateLimiter, clock: SetClock) -> None:
    limiter.retry_after_s("apps.connections.open", "T1")
    for _ in range(10):
        assert limiter.retry_after_s("apps.connections.open", "T1") is not None
    clock.now += 60
    assert limiter.retry_after_s("apps.connections.open", "T1") is None


def test_other_methods_and_workspaces_go_on(limiter: RateLimiter) -> None:
    for _ in range(20):
        limiter.retry_after_s("conversations.create", "T1")
    assert limiter.retry_after_s("conversations.create", "T1") == 60
    assert limiter.retry_after_s("conversations.rename", "T1") is None
    assert limiter.retry_after_s("conversations.create", "T2") is None


def test_posts_are_counted_per_channel(limiter: RateLimiter, clock: SetClock) -> None:
    for _ in range(5):
        assert limiter.retry_after_s("chat.postMessage", "T1", "C1") is None
    assert limiter.retry_after_s("chat.postMessage", "T1", "C1") == 5
    assert limiter.retry_after_s("chat.postMessage", "T1", "C2") is None
    clock.now += 5
    assert limiter.retry_after_s("chat.postMessage", "T1", "C1") is None


def test_posts_have_a_cap_over_the_workspace(limiter: RateLimiter) -> None:
    waits = [limiter.retry_after_s("chat.postMessage", "T1", f"C{n}") for n in range(301)]
    assert waits[:300] == [None] * 300
    assert waits[300] == 60


def test_a_clock_that_jumps_back_locks_nobody_out(limiter: RateLimiter, clock: SetClock) -> None:
    limiter.retry_after_s("apps.connections.open", "T1")
    clock.now -= 86_400
    assert limiter.retry_after_s("apps.connections.open", "T1") is None


def test_forced_refusals_come_whatever_the_mode(clock: SetClock) -> None:
    limiter = RateLimiter(load_contract(), "off", clock)
    limiter.force("chat.update", retry_after_s=7, times=2)
    assert [limiter.retry_after_s("chat.update", "T1") for _ in range(3)] == [7, 7, None]
    assert limiter.retry_after_s("chat.delete", "T1") is None


def test_a_budget_can_be_replaced(clock: SetClock) -> None:
    limiter = RateLimiter(load_contract(), "real", clock, {"conversations.history": Budget(1)})
    assert limiter.retry_after_s("conversations.history", "T1") is None
    assert limiter.retry_after_s("conversations.history", "T1") == 60
