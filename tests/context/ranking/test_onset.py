"""The onset of an incident: which deviation counts, and which belongs to something else."""

from datetime import UTC, datetime, timedelta

import pytest

from app.context.ranking.onset import distance, first_deviation, improves, is_load, onset, onset_of
from app.domain.attributes import METRIC, REACHED, SERVICE, USUAL
from app.domain.series import Series
from app.domain.signal import Signal, SignalKind

START = datetime(2031, 1, 1, tzinfo=UTC)
ALERTED = START + timedelta(minutes=60)


def at(minute):
    return START + timedelta(minutes=minute)


def metric(minute, service="till", name="errors_ratio", usual="1", *, reached="9", last=60):
    attributes = {SERVICE: service, METRIC: name, USUAL: usual, REACHED: reached}
    return Signal(
        connector="m", kind=SignalKind.METRIC, fingerprint=f"{service}{name}", title=name, started_at=at(minute), last_at=at(last),
        attributes=attributes,
    )  # fmt: skip


def alert(minute, service="till"):
    return Signal(
        connector="a", kind=SignalKind.ALERT, fingerprint=f"{minute}", title="x", started_at=at(minute), last_at=at(minute),
        attributes={SERVICE: service} if service else {},
    )  # fmt: skip


def test_the_earliest_that_lasted():
    over = metric(5, name="latency_ms", last=20)
    assert onset_of([alert(60), metric(40), metric(31, name="queue_age"), over]) == at(31)


def test_of_the_services_that_alert():
    assert onset_of([alert(60), metric(40), metric(20, service="other")]) == at(40)
    assert onset_of([alert(60, service=""), metric(40), metric(20, service="other")]) == at(20)


def test_elsewhere_where_the_service_itself_shows_nothing():
    assert onset_of([alert(60), metric(20, service="other")]) == at(20)


def test_load_and_small_moves_are_no_symptoms_unless_nothing_else_is():
    load, small = metric(10, name="requests_per_second"), metric(12, usual="100", reached="110")
    assert onset_of([alert(60), load, small, metric(40)]) == at(40)
    assert onset_of([alert(60), load]) == at(10)


@pytest.mark.parametrize(
    ("name", "usual", "reached", "better"),
    [
        ("request_duration_p99_ms", "220", "70", True),
        ("http_5xx_ratio", "0.2", "0.01", True),
        ("request_duration_p99_ms", "70", "220", False),
        ("error_budget_remaining", "0.9", "0.1", False),
        ("queue_depth", "40", "2", False),
        ("orders_created", "40", "2", False),
    ],
)
def test_what_got_better(name, usual, reached, better):
    assert improves(metric(10, name=name, usual=usual, reached=reached)) is better


def test_what_got_better_before_is_no_onset():
    faster = metric(10, name="request_duration_p99_ms", usual="220", reached="70")
    assert onset_of([alert(60), faster, metric(40)]) == at(40)
    assert onset_of([alert(60), faster]) == at(10)


def test_what_began_after_the_alert_is_not_its_onset():
    assert onset_of([alert(60), metric(61)]) is None
    assert onset_of([]) is None


def test_without_alerts_the_first_counts():
    assert onset_of([metric(40), metric(30, service="other")]) == at(30)
    assert first_deviation([metric(40)], ["till"], None) == at(40)


def test_from_series():
    points = [(at(i), 0.01 if i < 45 else 0.6) for i in range(66)]
    flat = Series(name="errors_ratio", service="other", points=[(at(i), 1.0) for i in range(66)])
    assert onset([flat, Series(name="errors_ratio", service="Till", points=points)], "till", ALERTED) == at(45)


@pytest.mark.parametrize(
    "name", ["requests_per_sec", "http_requests_total", "frontend_rps", "grpc_calls_total", "network_traffic"]
)
def test_load(name):
    assert is_load(metric(1, name=name))


@pytest.mark.parametrize(
    "name",
    [
        "http_requests_5xx_total",
        "request_duration_ms",
        "db_queries_per_request",
        "requests_rejected",
        "request_queue_depth",
        "heap_mb",
        "outbound_requests_per_second",
        "log_lines_per_second",
    ],
)
def test_not_load(name):
    assert not is_load(metric(1, name=name))


def test_distance():
    assert distance(metric(1, usual="100", reached="50")) == 0.5
    assert distance(metric(1, usual="?", reached="50")) == 1.0
