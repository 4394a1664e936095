"""Series become signals where they left their usual range."""

from datetime import UTC, datetime, timedelta

from app.domain.series import Series
from app.domain.signal import SignalKind

START = datetime(2031, 1, 1, tzinfo=UTC)


def points(*values):
    return [(START + timedelta(minutes=i), value) for i, value in enumerate(values)]


def test_a_signal_says_what_left_its_range():
    series = Series(
        name="errors_ratio", service="till", points=points(*[0.01] * 20, *[0.5] * 5), labels={"zone": "b"}, connector="prom", query="q"
    )  # fmt: skip
    signal = series.signal()
    assert signal.kind is SignalKind.METRIC
    assert signal.title == "errors_ratio left its usual range: 0.01 → 0.5"
    assert signal.started_at == START + timedelta(minutes=20)
    assert (signal.service, signal.connector, signal.query) == ("till", "prom", "q")
    assert signal.fingerprint == "till/errors_ratio/zone=b"
    assert signal.attributes["metric.usual"] == "0.01"
    assert signal.attributes["metric.reached"] == "0.5"
    assert signal.attributes["zone"] == "b"


def test_nothing_to_say():
    assert Series(name="x", service="y", points=points(*[1.0] * 30)).signal() is None
