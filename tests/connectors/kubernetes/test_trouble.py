"""Warnings and restarts: which times count, what is put together, and odd objects."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.kubernetes.objects import Naming
from app.connectors.kubernetes.trouble import Troubles, together
from app.domain.attributes import ERROR, SERVICE
from app.domain.window import Window

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(hours=1), NOW)
TROUBLES = Troubles("kubernetes", Naming())
OBJECT = {"kind": "Pod", "name": "checkout-7d9fc4b5d8-x2k4q", "namespace": "shop"}


def at(minutes):
    return (NOW - timedelta(minutes=minutes)).isoformat()


def event(**more):
    said = {"reason": "BackOff", "involvedObject": OBJECT, "firstTimestamp": at(20), "lastTimestamp": at(5)}
    return TROUBLES.event({**said, **more})


FIVE_AGO = at(5)


def restarts(finished=FIVE_AGO, count=2, **more):
    ended = {"finishedAt": finished, "reason": "OOMKilled", "exitCode": 137}
    status = {"name": "app", "restartCount": count, "lastState": {"terminated": ended}, **more}
    meta = {"name": OBJECT["name"], "namespace": "shop"}
    return TROUBLES.restarts({"metadata": meta, "status": {"containerStatuses": [status]}}, WINDOW)


def test_an_event_tells_of_the_workload_and_not_of_the_pod():
    told = event(message="Back-off restarting", count=7)
    assert (told.title, told.fingerprint) == ("BackOff: checkout in shop", "shop/Pod/checkout/BackOff")
    assert (told.count, told.severity, told.attributes[SERVICE], told.attributes[ERROR]) == (
        7,
        2,
        "checkout",
        "BackOff",
    )
    assert (told.started_at, told.last_at) == (NOW - timedelta(minutes=20), NOW - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        ({"series": {"lastObservedTime": at(2), "count": 9}}, 2),
        ({"lastTimestamp": None, "deprecatedLastTimestamp": at(3)}, 3),
        ({"lastTimestamp": None, "eventTime": at(4)}, 4),
        ({"lastTimestamp": None, "metadata": {"creationTimestamp": at(6)}}, 6),
    ],
)
def test_when_it_was_last_so(more, minutes):
    assert event(**more).last_at == NOW - timedelta(minutes=minutes)


def test_it_never_begins_after_it_was_last_so():
    told = event(firstTimestamp=at(1))
    assert told.started_at == told.last_at == NOW - timedelta(minutes=5)


@pytest.mark.parametrize(
    "less",
    [{"reason": ""}, {"involvedObject": {}}, {"involvedObject": None}, {"lastTimestamp": None, "eventTime": "x"}],
)
def test_without_a_reason_an_object_or_a_time_it_is_none(less):
    assert event(**less) is None


@pytest.mark.parametrize(("count", "expected"), [(None, 1), (0, 1), (-4, 1), (True, 1), ("7", 1), (10**12, 10**6)])
def test_odd_counts(count, expected):
    assert event(count=count).count == expected


def test_a_container_that_ended_and_runs_again():
    (told,) = restarts()
    assert (told.title, told.severity, told.count) == ("checkout restarted: OOMKilled, exit code 137", 2, 2)
    assert told.fingerprint == "shop/checkout/app/restarted/OOMKilled"


@pytest.mark.parametrize(
    "given_status",
    [
        {"finished": at(61)},
        {"finished": at(-1)},
        {"finished": None},
        {"count": 0},
        {"lastState": {}},
        {"lastState": None},
    ],
)
def test_what_did_not_end_in_the_window_or_was_not_started_again(given_status):
    assert restarts(**given_status) == []


def test_the_same_of_several_pods_is_one_from_the_first_to_the_last():
    pods = [{**OBJECT, "name": f"checkout-7d9fc4b5d8-x2k4{letter}"} for letter in "bcdfghj"]
    told = [
        event(
            involvedObject=pod,
            count=2,
            message=f"of {number}",
            lastTimestamp=at(number),
            firstTimestamp=at(30 + number),
        )
        for number, pod in enumerate(pods)
    ]
    (one,) = together(told)
    assert (one.count, one.started_at, one.last_at) == (14, NOW - timedelta(minutes=36), NOW)
    assert len(one.examples) == 5
    assert together(reversed(told))[0].title == one.title
    assert [one.title for one in together([event(lastTimestamp=at(9)), event(reason="Failed")])] == [
        "Failed: checkout in shop",
        "BackOff: checkout in shop",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "kind", "count"]), inner),
    max_leaves=4,
)
NAMES = [
    "reason",
    "involvedObject",
    "regarding",
    "series",
    "count",
    "message",
    "metadata",
    "eventTime",
    "firstTimestamp",
]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_odd_events_are_read_or_left(more):
    told = event(**more)
    assert told is None or (told.started_at <= told.last_at and told.count >= 1 and len(told.fingerprint) <= 200)
