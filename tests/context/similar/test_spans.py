"""Lengths of time as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.similar.spans import longest_span, spans


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("unusable for about 1h50m.", 110),
        ("0h 22m", 22),
        ("1d 5h 47m", 1787),
        ("approximately nine hours before", 540),
        ("7h (during support hours 10:00-17:00)", 420),
        ("an hour and then 20 minutes", 60),
        ("1 hour and 20 minutes", 80),
        ("half an hour", 30),
        ("2.5 hours", 150),
        ("for 3 days", 4320),
        ("at 10:30 h", None),
        ("5 hosts, 3 members, 12 hubs, 4 dogs", None),
        ("100ms", None),
        ("", None),
    ],
)
def test_lengths(text, minutes):
    assert longest_span(text) == (None if minutes is None else timedelta(minutes=minutes))


def test_places():
    assert list(spans("first 5 min, then 2 h")) == [6, 18]


@given(st.text(alphabet="0123456789 hdm.andhour-", max_size=60))
def test_it_never_raises(text):
    spans(text)
