"""Items of somebody's JSON as signals and changes: what is needed, what is guessed, and odd values."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.http_json.mapping import CHANGE_FIELDS, SIGNAL_FIELDS, Mapped, Misfit
from app.domain.attributes import SERVICE, VERSION
from app.domain.change import ChangeKind, ChangeState
from app.domain.signal import SignalKind, SignalState

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
BEGAN = datetime(2026, 3, 14, 9, tzinfo=UTC)
ITEM = {"ref": "r1", "title": "Disk full", "started_at": "2026-03-14T09:00:00Z"}


def signal(states=(), more=(), **item):
    fields = {name: name for name in SIGNAL_FIELDS}
    mapped = Mapped("shop", SignalKind.ALERT, fields, dict(more), dict(states))
    return mapped.signal({**ITEM, **item}, NOW)


def change(states=(), **item):
    fields = {name: name for name in CHANGE_FIELDS}
    return Mapped("shop", ChangeKind.DEPLOY, fields, {}, dict(states)).change({**ITEM, **item})


def test_the_least_that_there_is():
    told = signal()
    assert (told.connector, told.kind, told.fingerprint, told.title) == ("shop", SignalKind.ALERT, "r1", "Disk full")
    assert (told.started_at, told.last_at, told.state, told.ended_at) == (BEGAN, NOW, SignalState.FIRING, None)
    assert (told.count, told.severity, dict(told.attributes)) == (1, None, {})
    made = change()
    assert (made.ref, made.state, made.started_at, made.finished_at) == ("r1", ChangeState.DONE, BEGAN, None)


@pytest.mark.parametrize("name", ["ref", "title", "started_at"])
@pytest.mark.parametrize("value", [None, "", " \n", {}, [], True])
def test_what_is_needed_is_named_with_its_place(name, value):
    for read in (signal, change):
        with pytest.raises(Misfit, match=rf"`{name}` \(fields.{name}\)"):
            read(**{name: value})


def test_numbers_are_names_and_times_too():
    told = signal(ref=42, started_at=BEGAN.timestamp() * 1000)
    assert (told.fingerprint, told.started_at) == ("42", BEGAN)


@pytest.mark.parametrize("state", ["resolved", "OK", "Recovered", False, "false"])
def test_words_for_what_is_over(state):
    told = signal(state=state)
    assert (told.state, told.ended_at) == (SignalState.ENDED, NOW)


@pytest.mark.parametrize("state", ["firing", "", None, True, {}, "not resolved"])
def test_anything_else_still_fires(state):
    assert signal(state=state).state is SignalState.FIRING


def test_an_end_is_an_end_whatever_the_state_says_and_never_before_the_beginning():
    told = signal(state="firing", ended_at="2026-03-14T09:20:00Z")
    assert (told.state, told.ended_at, told.last_at) == (
        SignalState.ENDED, BEGAN + timedelta(minutes=20), BEGAN + timedelta(minutes=20),
    )  # fmt: skip
    early = signal(ended_at="2026-03-14T08:00:00Z")
    assert (early.ended_at, early.last_at) == (BEGAN, BEGAN)
    assert change(finished_at="2026-03-14T08:00:00Z").finished_at == BEGAN


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("In Progress", ChangeState.RUNNING),
        ("rolled-back", ChangeState.UNDONE),
        ("CANCELED", ChangeState.FAILED),
        ("shipped", ChangeState.DONE),
        (7, ChangeState.DONE),
    ],
)
def test_words_for_how_far_a_change_got(state, expected):
    assert change(state=state).state is expected


def test_words_of_their_own_come_first():
    assert change({"shipped": "running"}, state="shipped").state is ChangeState.RUNNING
    assert change({"failed": "done"}, state="failed").state is ChangeState.DONE
    assert signal({"true": "ended"}, state=True).state is SignalState.ENDED


@pytest.mark.parametrize(("said", "expected"), [(2, 2), ("3", 3), ("critical", 1), (9, None), ({}, None), (None, None)])
def test_severities(said, expected):
    assert signal(severity=said).severity == expected


@pytest.mark.parametrize(("said", "expected"), [(7, 7), ("7", 7), (0, 1), (-3, 1), ("many", 1), (None, 1)])
def test_counts(said, expected):
    assert signal(count=said).count == expected


def test_attributes_of_ours_win_over_those_that_are_named():
    told = signal(more={SERVICE: "team", "shard": "shard"}, service="ledger", team="pay", shard=3, version="")
    assert (told.service, told.attributes["shard"]) == ("ledger", "3")
    assert VERSION not in told.attributes
    assert signal(more={SERVICE: "team"}, team="pay").service == "pay"


@pytest.mark.parametrize("url", ["javascript:alert(1)", 7, {}, "ftp://x.example"])
def test_only_addresses_for_people_are_kept(url):
    assert signal(url=url).url == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(SIGNAL_FIELDS | CHANGE_FIELDS)), JSON))
def test_whatever_an_item_holds_it_fits_or_does_not(item):
    with contextlib.suppress(Misfit):
        told = signal(**item)
        assert told.started_at <= told.last_at
        assert told.ended_at is None or told.started_at <= told.ended_at
    with contextlib.suppress(Misfit):
        made = change(**item)
        assert made.finished_at is None or made.started_at <= made.finished_at
