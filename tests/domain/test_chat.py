from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.chat import ts_of, when


def test_a_timestamp_is_exact():
    assert when("1700000000.123456") == datetime(2023, 11, 14, 22, 13, 20, 123_456, tzinfo=UTC)
    assert when("1700000000.000001") - when("1700000000.000000") == timedelta(microseconds=1)


@pytest.mark.parametrize(("ts", "micros"), [("1", 0), ("1.", None), ("1.5", 500_000), ("1.000001", 1), ("0", 0)])
def test_fewer_digits(ts, micros):
    if micros is None:
        with pytest.raises(ValueError, match="not a timestamp"):
            when(ts)
    else:
        assert when(ts).microsecond == micros


@pytest.mark.parametrize(
    "ts",
    [
        "",
        ".",
        "-1.5",
        "1.-1",
        "1e5",
        " 1",
        "1 ",
        "1_0",
        "1.1.1",
        "now",
        "\N{FULLWIDTH DIGIT ONE}",
        "9" * 30,
        "1.1234567",
    ],
)
def test_anything_else_is_refused(ts):
    with pytest.raises(ValueError, match="not a timestamp"):
        when(ts)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(5000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 -- hypothesis wants naive bounds
def test_there_and_back(moment):
    assert when(ts_of(moment)) == moment


@given(st.text(max_size=20))
def test_never_fails_otherwise(text):
    try:
        when(text)
    except ValueError as error:
        assert str(error).startswith("not a timestamp")  # noqa: PT017 -- most texts raise, some do not
