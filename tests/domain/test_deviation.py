"""When series leave their usual range: steps, slopes, bumps; and what is no deviation, however noisy."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deviation import deviation

START = datetime(2031, 1, 1, tzinfo=UTC)


def series(*values):
    return [(START + timedelta(minutes=i), value) for i, value in enumerate(values)]


def noisy(count, shape=lambda _: 0.0, noise=0.05, level=100.0, seed=1):
    chance = random.Random(seed)
    return series(*(level * (1 + noise * chance.gauss(0, 1) + shape(i)) for i in range(count)))


def minute(found):
    return (found.started_at - START).total_seconds() / 60


@pytest.mark.parametrize("at", [10, 30, 57])
def test_a_step_starts_where_it_starts(at):
    found = deviation(noisy(60, lambda i: 2.0 if i >= at else 0.0))
    assert minute(found) == at
    assert found.last_at == START + timedelta(minutes=59)
    assert found.usual == pytest.approx(100, rel=0.05)
    assert found.reached == pytest.approx(300, rel=0.1)
    assert found.change == pytest.approx(0.67, abs=0.05)
    assert found.strength > 4


def test_a_slope_is_noticed_soon_after_it_begins():
    found = deviation(noisy(160, lambda i: max(0, i - 25) * 0.02))
    assert 25 <= minute(found) <= 45


def test_a_slope_and_the_fall_at_its_end_are_one_deviation():
    found = deviation(noisy(170, lambda i: -0.8 if i > 163 else max(0, i - 25) * 0.01))
    assert 25 <= minute(found) <= 60


def test_a_bump_that_is_over_has_an_end():
    found = deviation(noisy(90, lambda i: 3.0 if 40 <= i < 52 else 0.0))
    assert (minute(found), found.last_at) == (40, START + timedelta(minutes=51))


def test_a_bump_is_over_where_it_is_a_little_better_afterwards_than_it_ever_was():
    found = deviation(series(*[0.2] * 40, *[11, 19] * 15, *[0.05] * 60))
    assert (minute(found), found.last_at) == (40, START + timedelta(minutes=69))
    assert found.reached > 10


def test_what_falls_as_far_below_as_it_rose_goes_on():
    found = deviation(series(*[100.0] * 40, *[180.0] * 30, *[0.0] * 20))
    assert (minute(found), found.last_at) == (40, START + timedelta(minutes=89))


def test_a_counter_that_was_always_zero():
    assert minute(deviation(series(*[0] * 20, 5, 9, 14))) == 20


@pytest.mark.parametrize(
    "points",
    [
        noisy(90),
        noisy(90, noise=0.4),
        noisy(90, lambda i: i * 0.01, noise=0.01),  # a trend
        series(*(3840 - 60 * i for i in range(130))),  # a countdown through zero
        noisy(90, lambda i: 6.0 if i == 50 else 0.0),  # a spike
        series(*[7.0] * 40),
        series(1, 2, 900),
        [],
        series(*[float("nan")] * 30),
    ],
)
def test_no_deviation(points):
    assert deviation(points) is None


def test_order_does_not_matter():
    points = noisy(60, lambda i: 2.0 if i >= 30 else 0.0)
    assert deviation(random.Random(4).sample(points, len(points))) == deviation(points)


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_units_do_not_matter(factor):
    points = noisy(60, lambda i: 2.0 if i >= 30 else 0.0)
    assert minute(deviation([(at, value * factor) for at, value in points])) == 30


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60))
def test_any_values(values):
    found = deviation(series(*values))
    assert found is None or found.started_at <= found.last_at


def test_its_time_is_linear():
    """A hundred thousand values, hundreds of cuts' worth: seconds would mean that it is not."""
    found = deviation(noisy(100_000, lambda i: 2.0 if i >= 70_000 else 0.0))
    assert minute(found) == 70_000
