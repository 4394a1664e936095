import pytest

from app.domain.model import Endpoint, ModelCard
from app.policy.budget import Budget, Spent, cost_microusd, dollars, prompt_tokens
from tests.policy.conftest import prompt

CARD = ModelCard(name="m", model="m", endpoint=Endpoint(host="h", is_local=False), input_price=0.15, output_price=0.6)
NOTHING = Spent()


def test_cost_is_counted_in_millionths_of_a_dollar():
    assert cost_microusd(CARD, 1_000_000, 0) == 150_000
    assert cost_microusd(CARD, 1234, 567) == 525  # 185.1 + 340.2
    assert cost_microusd(CARD, 0, 0) == 0
    assert Spent(microusd=150_000).usd == 0.15


@pytest.mark.parametrize(
    ("incident", "today", "call", "reason"),
    [
        (NOTHING, NOTHING, Spent(1, 100, 0), ""),
        (Spent(1, 1, 0), NOTHING, Spent(1, 100, 0), "over this incident's budget of 100 tokens"),
        (NOTHING, Spent(9, 950, 0), Spent(1, 51, 0), "over today's budget of 1,000 tokens"),
        (NOTHING, Spent(9, 950, 0), Spent(1, 50, 0), ""),
        (Spent(1, 0, 1_500_000), NOTHING, Spent(1, 1, 1), "over this incident's budget of $1.50"),
        (NOTHING, Spent(1, 0, 2_500_000), Spent(1, 1, 1), "over today's budget of $2.50"),
        (Spent(1, 0, 9_500_000), Spent(1, 0, 9_500_000), Spent(1, 1, 0), ""),
    ],
)
def test_a_call_must_fit_into_what_is_left(incident, today, call, reason):
    budget = Budget(tokens_per_incident=100, tokens_per_day=1000, usd_per_incident=1.5, usd_per_day=2.5)
    assert budget.over(incident, today, call) == reason


def test_zero_is_no_limit():
    budget = Budget(tokens_per_incident=0, tokens_per_day=0, usd_per_incident=0, usd_per_day=0)
    assert budget.over(Spent(1, 10**12, 10**12), Spent(1, 10**12, 10**12), Spent(1, 10**9, 10**9)) == ""


def test_the_estimate_counts_all_that_is_sent():
    assert prompt_tokens(prompt("a" * 300)) > prompt_tokens(prompt("")) + 50
    assert prompt_tokens(prompt("")) > 32


@pytest.mark.parametrize(
    ("usd", "shown"), [(0, "$0.00"), (0.0004, "$0.0004"), (0.05, "$0.05"), (0.1, "$0.10"), (1234.5, "$1,234.50")]
)
def test_money_as_people_read_it(usd, shown):
    assert dollars(usd) == shown
