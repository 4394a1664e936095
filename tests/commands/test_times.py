"""Moments as people type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands.times import Due, Since, take_due, take_due_last, take_since

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)  # a Saturday


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("since 9:05", datetime(2026, 3, 14, 9, 5, tzinfo=UTC)),
        ("since 14:05", datetime(2026, 3, 13, 14, 5, tzinfo=UTC)),  # not yet today, so yesterday
        ("14:05 UTC", datetime(2026, 3, 13, 14, 5, tzinfo=UTC)),
        ("since 2pm", datetime(2026, 3, 13, 14, 0, tzinfo=UTC)),
        ("since 12:30 am", datetime(2026, 3, 14, 0, 30, tzinfo=UTC)),
        ("since 8.15", datetime(2026, 3, 14, 8, 15, tzinfo=UTC)),
        ("10m", NOW - timedelta(minutes=10)),
        ("since 10 minutes ago", NOW - timedelta(minutes=10)),
        ("for the last 2h", NOW - timedelta(hours=2)),
        ("2h30m", NOW - timedelta(minutes=150)),
        ("2 hours 5 min", NOW - timedelta(minutes=125)),
        ("3 days", NOW - timedelta(days=3)),
        ("yesterday 22:00", datetime(2026, 3, 13, 22, 0, tzinfo=UTC)),
        ("yesterday at 10pm", datetime(2026, 3, 13, 22, 0, tzinfo=UTC)),
        ("since yesterday", datetime(2026, 3, 13, tzinfo=UTC)),
        ("today 08:00.", datetime(2026, 3, 14, 8, 0, tzinfo=UTC)),
        ("2026-03-12T23:59Z", datetime(2026, 3, 12, 23, 59, tzinfo=UTC)),
        ("since 2026-03-12 23:59", datetime(2026, 3, 12, 23, 59, tzinfo=UTC)),
        ("since the start", None),
    ],
)
def test_since(text, moment):
    since, rest = take_since(text)
    assert (since.moment(NOW), rest) == (moment, "")


@pytest.mark.parametrize("text", ["", "since", "lunch", "25:00", "12:61", "13pm", "10", "10x", "2026-02-30", "v1.20.3"])
def test_what_is_no_moment(text):
    assert take_since(text) is None


def test_what_follows_a_moment_is_left():
    assert take_since("since 10m INC-3") == (Since(ago=timedelta(minutes=10)), "INC-3")


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_clock(text):
    for taken in (take_since(text), take_since(f"since {text}")):
        if taken:
            moment = taken[0].moment(NOW)
            assert moment is None or moment.tzinfo is UTC


@settings(deadline=None)
@given(
    st.times(),
    st.datetimes(
        timezones=st.just(UTC),
        min_value=datetime(2000, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    ),
)
def test_a_clock_time_is_its_last_occurrence(clock, now):
    moment = Since(clock=clock).moment(now)
    assert now - timedelta(days=1) < moment <= now
    assert moment.time() == clock


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by today", date(2026, 3, 14)),
        ("by EOD,", date(2026, 3, 14)),
        ("by tomorrow", date(2026, 3, 15)),
        ("by friday", date(2026, 3, 20)),
        ("by Fri.", date(2026, 3, 20)),
        ("by next monday", date(2026, 3, 16)),
        ("by saturday", date(2026, 3, 21)),  # it is Saturday now
        ("due 2026-04-01", date(2026, 4, 1)),
        ("by 1 april", date(2026, 4, 1)),
        ("by April 1st:", date(2026, 4, 1)),
        ("by 2 march", date(2027, 3, 2)),
        ("until 29 february", date(2028, 2, 29)),
    ],
)
def test_due(text, day):
    due, rest = take_due(f"{text} add an alert")
    assert (due.date(NOW.date()), rest) == (day, "add an alert")
    last, before = take_due_last(f"add an alert {text}")
    assert (last, before) == (due, "add an alert")


@pytest.mark.parametrize(
    "text", ["by hand", "friday", "by fridays", "by 2026-02-30", "by 31 february", "by monday's deploy", ""]
)
def test_what_is_no_day(text):
    assert take_due(text) is None
    assert take_due_last(f"x {text}") is None


@settings(deadline=None)
@given(st.dates(min_value=date(2000, 1, 1), max_value=date(9000, 1, 1)))
def test_a_day_without_a_year_is_ahead(today):
    assert today < Due(weekday=today.weekday()).date(today) == today + timedelta(days=7)
    assert today <= Due(month_day=(2, 29)).date(today)
    assert Due(days=1).date(today) == today + timedelta(days=1)


def test_the_start_of_a_day_is_midnight():
    assert take_since("today")[0] == Since(clock=time(), days_back=0)
