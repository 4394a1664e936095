"""CloudEvents as they come over HTTP, in whatever form; what is none is refused in a sentence."""

import base64
import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.cloudevents.envelope import MOST_EVENTS, Event, events_of
from app.domain.connecting import Delivery, Unreadable

AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
ONE, MANY = "application/cloudevents+json", "application/cloudevents-batch+json"
SAID = {"specversion": "1.0", "id": "42", "source": "/ci", "type": "deploy"}
READ = Event("42", "/ci", "deploy")
HEADERS = {f"ce-{name}": value for name, value in SAID.items()}


def events(body, content_type=ONE, **headers):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    said = {"content-type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return events_of(Delivery(headers=said, body=raw, at=AT))


@pytest.mark.parametrize("content_type", [ONE, f"{ONE}; charset=utf-8", ONE.upper(), "application/json", ""])
def test_one_event_in_the_body_whatever_the_type_says_about_it(content_type):
    assert events(SAID, content_type) == [READ]


def test_a_batch_may_be_empty_and_has_an_end():
    assert events([], MANY) == []
    assert events([SAID, SAID], MANY) == [READ, READ]
    with pytest.raises(Unreadable, match="more than"):
        events([SAID] * (MOST_EVENTS + 1), MANY)
    with pytest.raises(Unreadable, match="no list"):
        events(SAID, MANY)


def test_attributes_in_headers_are_unquoted_and_the_body_is_the_data():
    given_headers = {**HEADERS, "ce-subject": "check%20out%2F%C3%A4"}
    (one,) = events({"a": 1}, "application/json", **given_headers)
    assert (one.subject, one.data) == ("check out/ä", {"a": 1})
    assert events(b"", "application/json", **HEADERS) == [READ]
    assert events(b"<xml/>", "application/xml", **HEADERS) == [READ]
    with pytest.raises(Unreadable, match="not JSON"):
        events(b"<xml/>", "application/json", **HEADERS)


def test_headers_count_for_nothing_where_the_body_is_the_event():
    assert events(SAID, ONE, **{**HEADERS, "ce-id": "other"}) == [READ]


def test_other_formats_are_named():
    with pytest.raises(Unreadable, match="another format than JSON"):
        events(SAID, "application/cloudevents+avro")


@pytest.mark.parametrize(
    ("more", "data"),
    [
        ({"data": {"a": 1}}, {"a": 1}),
        ({"data": ' {"a": 1}'}, {"a": 1}),
        ({"data": "{no json"}, {}),
        ({"data": "text"}, {}),
        ({"data": [1]}, {}),
        ({"data": None}, {}),
        ({"data_base64": base64.b64encode(b'{"a": 1}').decode()}, {"a": 1}),
        ({"data_base64": base64.b64encode(b"\xff").decode()}, {}),
        ({"data_base64": "no base64!"}, {}),
        ({"data_base64": "ä"}, {}),
        ({"data": {"a": 1}, "data_base64": 7}, {"a": 1}),
    ],
)
def test_data_however_it_is_packed(more, data):
    assert events({**SAID, **more})[0].data == data


@pytest.mark.parametrize("name", ["id", "source", "type"])
@pytest.mark.parametrize("value", [None, "", " ", {}, []])
def test_what_every_event_has(name, value):
    with pytest.raises(Unreadable, match=f"`{name}`"):
        events({**SAID, name: value})


@pytest.mark.parametrize("version", [None, "", "0.3", "10.0", 1.0, "2.0"])
def test_only_version_one(version):
    with pytest.raises(Unreadable, match="specversion"):
        events({**SAID, "specversion": version})


def test_long_names_are_cut():
    assert len(events({**SAID, "id": "x" * 9999})[0].id) <= 500


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 100_000, b"7", b"null", b"[]", b'"text"'])
@pytest.mark.parametrize("content_type", [ONE, MANY, "text/plain"])
def test_garbage_is_a_sentence(body, content_type):
    with contextlib.suppress(Unreadable):
        assert events(body, content_type) == []


@given(st.binary(max_size=60), st.sampled_from([ONE, MANY, "application/json"]), st.booleans())
def test_whatever_comes_it_is_read_or_unreadable(body, content_type, in_headers):
    with contextlib.suppress(Unreadable):
        events(body, content_type, **(HEADERS if in_headers else {}))
