from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.parts.reading import (
    attributes,
    iso,
    labels,
    labels_of_tags,
    line,
    link,
    moment,
    moment_or_fail,
    number,
    overlaps,
    passage,
    severity,
    whole,
)
from app.domain.errors import Unavailable
from app.domain.window import Window

AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda one: st.lists(one, max_size=3)
)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-14T09:26:53Z",
        "2026-03-14T09:26:53",
        "2026-03-14 09:26:53+00:00",
        "2026-03-14T11:26:53+02:00",
        "2026-03-14T11:26:53.000+0200",
        "2026-03-14T09:26:53.000000000Z",
        1773480413,
        1773480413.0,
        1773480413000,
        1773480413000000,
        1773480413000000000,
        "1773480413",
        "1773480413000",
    ],
)
def test_times_in_every_usual_form(written):
    assert moment(written) == AT
    assert moment(written).tzinfo is UTC


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        "",
        "soon",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z0",
        0,
        12,
        {},
        [],
        "²",
        float("inf"),
        "9999-12-31T23:59:59Z",
    ],
)
def test_what_is_no_time(written):
    assert moment(written) is None


def test_a_time_that_must_be_there_is_named():
    with pytest.raises(Unavailable, match="Opsgenie: its answer has no time in `createdAt`"):
        moment_or_fail("Opsgenie", None, "createdAt")


@given(JSON)
def test_nothing_breaks_the_readers(value):
    moment(value)
    severity(value)
    assert "\n" not in line(value)
    assert len(line(value)) <= 200
    assert len(passage(value)) <= 1000
    line(value).encode()
    passage(value).encode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("critical", 1),
        ("SEV-1", 1),
        ("sev 2", 2),
        ("P2 - High", 2),
        ("Error", 2),
        ("warning", 3),
        ("P4", 4),
        ("Lowest", 5),
        ("info", 5),
        ("purple", None),
        ("", None),
        (None, None),
        (3, None),
    ],
)
def test_severities(written, read):
    assert severity(written) == read


def test_a_line_is_one_line_without_hidden_characters():
    assert line("  a\n\tb\u202e c\x00\ud800 ") == "a b c"
    assert line("x" * 300) == "x" * 199 + "…"
    assert line(5) == "5"
    assert line(True) == line(None) == line(["a"]) == ""


def test_a_passage_keeps_its_lines():
    assert passage("a  b\r\n\n\n c \n") == "a b\nc"


def test_labels_that_say_something():
    assert labels({"a": "x\ny", "b": "", "c": None, "d": 5, "e": {}}) == {"a": "x y", "d": "5"}
    assert labels_of_tags(["env:prod", "plain", "env:other", "url:http://x", ":v"]) == {
        "env": "prod",
        "url": "http://x",
    }


def test_numbers_that_can_be_reckoned_with():
    assert [number(one) for one in (2, 1.5, -3)] == [2.0, 1.5, -3.0]
    for none in (10**400, float("nan"), float("inf"), True, "2", None, [1]):
        assert number(none) == 0.0


def test_what_was_so_within_the_window():
    window = Window(AT, AT + timedelta(hours=1))
    before, after = AT - timedelta(minutes=1), AT + timedelta(hours=2)
    assert overlaps(window, before, None)
    assert overlaps(window, before, AT)
    assert not overlaps(window, before, before)
    assert not overlaps(window, after, None)
    assert iso(AT) == "2026-03-14T09:26:53Z"


def test_usual_labels_have_the_common_names_too():
    assert attributes({"Service": "checkout", "env": "prod", "x": "y"}) == {
        "Service": "checkout",
        "env": "prod",
        "x": "y",
        "service.name": "checkout",
        "deployment.environment.name": "prod",
    }
    assert attributes({"service.name": "a", "app": "b"})["service.name"] == "a"


def test_the_first_address_that_people_can_open():
    assert (
        link(None, "javascript:alert(1)", "https://a b", "https://x.example/1", "https://y.example")
        == "https://x.example/1"
    )
    assert link("https://x.example/" + "a" * 2000, 5) == ""


@pytest.mark.parametrize(
    ("written", "read"),
    [(2, 2), (2.0, 2), ("2", 2), (0, None), (6, None), (2.5, None), (True, None), ("x", None), (float("inf"), None)],
)
def test_whole_numbers(written, read):
    assert whole(written, 1, 5) == read
