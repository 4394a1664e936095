from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.timestamps import Timestamps, as_ts, is_ts, microseconds


@given(st.integers(min_value=0, max_value=10**17))
def test_a_timestamp_keeps_every_microsecond(value_us):
    assert microseconds(as_ts(value_us)) == value_us


@given(st.text(max_size=12))
def test_only_digits_and_one_point_are_a_timestamp(text):
    if is_ts(text):
        assert microseconds(text) >= 0


def test_what_is_shorter_is_filled_up():
    assert microseconds("5.1") == 5_100_000
    assert not is_ts("1e3")
    assert not is_ts("١٢.٣")


@given(st.lists(st.floats(min_value=0, max_value=2e9), min_size=1, max_size=30))
def test_new_ones_never_repeat_whatever_the_clock_does(times):
    now = iter([*times, *times])
    stamps = Timestamps(lambda: next(now))
    given_out = [microseconds(stamps.new()) for _ in range(2 * len(times))]
    assert sorted(set(given_out)) == given_out


def test_new_ones_come_after_given_ones_and_leave_reserved_ones_free():
    stamps = Timestamps(lambda: 10.0)
    stamps.reserve(["11.000001", "11.000002"])
    assert stamps.given("11.000000") == "11.000000"
    assert stamps.new() == "11.000003"
    assert stamps.given("11.000001") == "11.000001"
    assert stamps.new() == "11.000004"
