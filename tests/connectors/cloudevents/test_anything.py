"""Events that nobody described: used if they say what, when, and of what sort."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.cloudevents.anything import read
from app.connectors.cloudevents.envelope import Event
from app.connectors.parts.reading import line
from app.domain.attributes import COMMIT, SERVICE, VERSION
from app.domain.change import Change, ChangeKind
from app.domain.signal import Signal, SignalState

AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def event(kind="shop.alert.fired", subject="checkout", time="2026-03-14T09:26:53Z", **data):
    return Event("42", "/shop", kind, subject, time, data)


def said(kind="shop.alert.fired", **more):
    return read(event(kind, **more), "events")


@pytest.mark.parametrize(
    "kind", ["shop.alert.resolved", "shop.AlarmCleared", "outage/ended", "incident_closed", "alert.ok"]
)
def test_the_end_of_trouble(kind):
    told = said(kind)
    assert (told.state, told.ended_at, told.started_at) == (SignalState.ENDED, AT, AT)


@pytest.mark.parametrize("kind", ["shop.alert.fired", "AnomalyDetected", "incident", "shop.token.alert"])
def test_trouble(kind):
    told = said(kind)
    assert (told.state, told.ended_at, told.connector, told.title) == (SignalState.FIRING, None, "events", "checkout")


def test_begin_and_end_are_of_one_signal_and_other_subjects_of_others():
    first, last = said("shop.alert.fired"), said("shop.alert.resolved")
    assert first.fingerprint == last.fingerprint
    assert said("shop.alert.fired", subject="ledger").fingerprint != first.fingerprint
    assert said("shop.alarm.fired").fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("kind", "sort"),
    [
        ("shop.deployment.finished", ChangeKind.DEPLOY),
        ("RolledBack.RollbackDone", ChangeKind.DEPLOY),
        ("db.migration.done", ChangeKind.MIGRATION),
        ("featureFlag.changed", ChangeKind.FLAG),
        ("configChanged", ChangeKind.CONFIG),
        ("asg.scaled", ChangeKind.INFRASTRUCTURE),
        ("repo.merged", ChangeKind.MERGE),
    ],
)
def test_changes(kind, sort):
    told = said(kind)
    assert (told.kind, told.started_at, told.finished_at) == (sort, AT, AT)
    assert told.title.startswith("checkout: ")


@pytest.mark.parametrize(
    "less", [{"subject": ""}, {"time": ""}, {"time": "yesterday"}, {"kind": "order.paid"}, {"kind": "..."}]
)
def test_what_does_not_say_what_when_and_of_what_sort_is_left(less):
    assert said(**less) is None


def test_facts_under_their_usual_names():
    told = said("deploy", app="checkout", tag="2.1", sha="abc", user="ana", url="javascript:x", team="shop", size=7)
    assert (told.attributes[SERVICE], told.attributes[VERSION], told.attributes[COMMIT]) == ("checkout", "2.1", "abc")
    assert (told.author, told.url, told.attributes["team"]) == ("ana", "", "shop")
    assert "size" not in told.attributes


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SUBJECTS = st.text(min_size=1, max_size=400).map(line).filter(bool)
NAMES = st.sampled_from(["title", "summary", "description", "severity", "service", "version", "url", "author", "user"])


@given(st.sampled_from(["alert", "deploy"]), SUBJECTS, st.dictionaries(NAMES, JSON))
def test_whatever_the_data_are_the_times_and_lengths_hold(kind, subject, data):
    told = read(Event("42", "/shop", kind, subject, "2026-03-14T09:26:53Z", data), "events")
    assert isinstance(told, Signal | Change)
    assert len(told.fingerprint if isinstance(told, Signal) else told.ref) <= 200
    assert "\n" not in told.title
    assert all(isinstance(value, str) for value in told.attributes.values())
