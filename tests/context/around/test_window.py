"""Which stretch of time is looked at."""

from datetime import UTC, datetime, timedelta

from app.context.around import window
from app.domain.incident import Incident
from app.domain.signal import Signal, SignalKind

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def incident(**given) -> Incident:
    values = {"declared_at": NOW - timedelta(minutes=10), "declared_by": "UANA"} | given
    return Incident(id=1, key="INC-1", title="Checkout", channel="C1", channel_name="inc", **values)


def signal(minutes_ago: float) -> Signal:
    at = NOW - timedelta(minutes=minutes_ago)
    return Signal(connector="p", kind=SignalKind.METRIC, fingerprint="f", title="t", started_at=at, last_at=at)


def test_it_begins_before_the_first_deviation_not_with_the_alert():
    begun = window.beginning(incident(), [signal(9), signal(47), signal(5)])
    assert begun == NOW - timedelta(minutes=47)
    assert window.looking_back(incident(), begun, NOW, window.SIGNALS_BACK).start == NOW - timedelta(minutes=107)


def test_what_has_been_so_for_days_is_no_beginning():
    assert window.beginning(incident(), [signal(60 * 80)]) == NOW - timedelta(minutes=10)


def test_changes_are_looked_for_further_back_step_by_step():
    hours = [one.length for one in window.for_changes(incident(declared_at=NOW), NOW, NOW)]
    assert hours == [timedelta(hours=6), timedelta(hours=24), timedelta(hours=72)]


def test_no_window_is_longer_than_a_week_and_it_ends_soon_after_the_incident():
    old = incident(declared_at=NOW - timedelta(days=30))
    assert window.looking_back(old, old.declared_at, NOW, window.SIGNALS_BACK).length == window.LONGEST
    over = incident(declared_at=NOW - timedelta(days=30), resolved_at=NOW - timedelta(days=29))
    looked = window.looking_back(over, over.declared_at, NOW, window.SIGNALS_BACK)
    assert looked.end == NOW - timedelta(days=29) + timedelta(hours=1)
    assert looked.start == over.declared_at - window.SIGNALS_BACK


def test_declared_a_moment_ahead_of_the_clock():
    ahead = incident(declared_at=NOW + timedelta(seconds=2))
    assert window.looking_back(ahead, ahead.declared_at, NOW, timedelta(0)).length == timedelta(0)
