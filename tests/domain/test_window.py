from datetime import UTC, datetime, timedelta

import pytest

from app.domain.window import Window

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_both_ends_belong_to_it():
    window = Window(NOON - HOUR, NOON)
    assert NOON in window
    assert NOON - HOUR in window
    assert NOON + timedelta(microseconds=1) not in window
    assert window.length == HOUR


def test_it_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="ends before it starts"):
        Window(NOON, NOON - HOUR)
