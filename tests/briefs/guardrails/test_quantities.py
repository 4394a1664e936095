import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.briefs.guardrails.quantities import Measure, quantities


def _one(text):
    return {(quantity.measure, quantity.value) for quantity, _ in quantities(text)}


@pytest.mark.parametrize(
    "same",
    [
        ("14:05", "2.05pm UTC", "14h05", "2:05 PM"),
        ("5k", "5,000", "5000", "five thousand"),
        ("1.5s", "1500 ms", "1.5 seconds"),
        ("2 %", "2 percent", "two percent"),
        ("10 min", "600s", "ten minutes"),
        ("$5k", "5000 dollars", "$5,000"),
        ("40 GB", "40GB"),
        ("12 April", "April 12th"),
        ("twelve", "a dozen", "12"),
        ("an hour", "60 minutes", "1h"),
    ],
)
def test_however_it_is_written(same):
    assert len({frozenset(_one(text)) for text in same}) == 1
    assert _one(same[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("2.4", "2.40"), ("14:05", "14:06"), ("40 GB", "40 MB"), ("5%", "5"), ("2 min", "2 s"), ("$5", "€5")],
)
def test_what_differs_differs(one, other):
    assert _one(one) != _one(other)


def test_a_pronoun_is_no_number():
    assert _one("the one that failed") == set()


def test_days_and_times_of_one_stamp():
    assert _one("2026-04-12T02:05:11Z") == {(Measure.DAY, "2026-04-12"), (Measure.CLOCK, "02:05:11")}


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    quantities(text)
