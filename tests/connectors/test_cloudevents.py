"""CloudEvents in their three forms over HTTP, CDEvents in them, and events that nobody described here."""

import base64
import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.cloudevents import KIND
from app.connectors.cloudevents.envelope import events_of
from app.domain.attributes import ENVIRONMENT, SERVICE, VERSION
from app.domain.change import ChangeKind
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.signal import SignalState
from tests.connectors.standin import connected

EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "webhooks" / "cdevents"
AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
TOKEN = "only-senders-know"
STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def event(kind="com.example.deployment.finished", **more):
    said = {"specversion": "1.0", "id": "42", "source": "/ci/shop", "type": kind}
    return {**said, "subject": "checkout", "time": "2026-03-14T09:26:53Z", **more}


def cdevent(what, content=None, custom=None, subject="checkout"):
    context = {"id": "7", "source": "/ci", "type": f"dev.cdevents.{what}.0.3.0", "timestamp": "2026-03-14T09:26:53Z"}
    return {"context": context, "subject": {"id": subject, "content": content or {}}, "customData": custom or {}}


async def hear(body, headers=STRUCTURED, token=TOKEN):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with connected(KIND, webhook_token=TOKEN) as one:
        given = {"authorization": f"Bearer {token}", **headers}
        return one.connector.hear(Delivery(headers=given, body=raw, at=AT))


async def test_an_event_is_the_same_in_all_three_forms():
    data = {"service": "checkout", "version": "2.1.0", "title": "checkout 2.1.0 is out"}
    attributes = {f"ce-{name}": value for name, value in event().items()}
    one = await hear(event(data=data))
    many = await hear([event(data=data)], {"content-type": "application/cloudevents-batch+json"})
    split = await hear(data, {"content-type": "application/json", **attributes})
    packed = await hear(event(data_base64=base64.b64encode(json.dumps(data).encode()).decode()))
    assert one == many == split == packed
    (change,) = one.changes
    assert (change.kind, change.title, change.ref) == (ChangeKind.DEPLOY, "checkout 2.1.0 is out", "/ci/shop#42")
    assert (change.service, change.attributes[VERSION], change.started_at) == ("checkout", "2.1.0", AT)
    assert one.key == "/ci/shop#42"


async def test_an_event_in_headers_may_have_data_of_any_kind():
    attributes = {f"ce-{name}": value for name, value in event("com.example.picture.taken").items()}
    assert (await hear(b"not JSON", {"content-type": "text/plain", **attributes})).dropped == 1
    with pytest.raises(Unreadable, match="not JSON"):
        await hear(b"not JSON", {"content-type": "application/json", **attributes})


async def test_a_batch_is_many_events():
    alert, end = event("com.example.alert.firing", id="1"), event("com.example.alert.resolved", id="2")
    heard = await hear([alert, end, event("com.example.other")], {"content-type": "application/cloudevents-batch+json"})
    first, last = heard.signals
    assert first.fingerprint == last.fingerprint
    assert (first.state, last.state, last.ended_at) == (SignalState.FIRING, SignalState.ENDED, AT)
    assert (heard.dropped, heard.key) == (1, "")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("com.example.featureFlagToggled", ChangeKind.FLAG),
        ("io.example.config.updated", ChangeKind.CONFIG),
        ("io.example.schema.migration", ChangeKind.MIGRATION),
        ("io.example.scaling", ChangeKind.INFRASTRUCTURE),
        ("io.example.rollback.done", ChangeKind.DEPLOY),
    ],
)
async def test_the_type_says_of_what_sort_a_change_is(kind, expected):
    assert (await hear(event(kind))).changes[0].kind is expected


@pytest.mark.parametrize("less", [{"subject": None}, {"time": None}, {"time": "soon"}, {"type": "com.example.hello"}])
async def test_what_does_not_say_what_and_when_is_counted(less):
    heard = await hear(event() | less)
    assert (heard.changes, heard.signals, heard.dropped) == ((), (), 1)


async def test_a_cdevent_of_a_deploy():
    artifact = "pkg:oci/shop/checkout@sha256%3A0b31b1c02ff458ad9b7b81?tag=2.1.0"
    content = {"environment": {"id": "production"}, "artifactId": artifact}
    enveloped = event("dev.cdevents.service.upgraded.0.3.0", data=cdevent("service.upgraded", content))
    (change,) = (await hear(enveloped)).changes
    assert change.title == "checkout 2.1.0 upgraded in production"
    assert {SERVICE: "checkout", VERSION: "2.1.0", ENVIRONMENT: "production"}.items() <= change.attributes.items()


async def test_a_cdevent_needs_no_envelope():
    (change,) = (await hear(cdevent("environment.modified", subject="eu-1"), {})).changes
    assert (change.kind, change.title, change.ref) == (ChangeKind.INFRASTRUCTURE, "eu-1 modified", "/ci#7")


async def test_a_cdevent_of_an_incident():
    content = {"description": "Too slow", "service": {"id": "checkout"}, "ticketURI": "javascript:alert(1)"}
    (signal,) = (await hear(cdevent("incident.reported", content, {"severity": "critical"}, "i-1"), {})).signals
    assert (signal.title, signal.service, signal.severity, signal.url) == ("Too slow", "checkout", 1, "")


async def test_cdevents_of_builds_are_counted():
    assert (await hear(cdevent("build.finished"), {})).dropped == 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", STRUCTURED),
        (b"\xff", STRUCTURED),
        (b"{}", STRUCTURED),
        (b"[]", STRUCTURED),
        (event(specversion="0.3"), STRUCTURED),
        (event(id=""), STRUCTURED),
        (b"{}", {"content-type": "application/cloudevents-batch+json"}),
        (b"<xml/>", {"content-type": "application/cloudevents+xml"}),
        ([event()] * 1001, {"content-type": "application/cloudevents-batch+json"}),
        ({"context": {"type": "dev.cdevents.service.deployed.0.3.0", "id": "1", "source": "x"}}, {}),
    ],
)
async def test_garbage_is_a_sentence(body, headers):
    with pytest.raises(Unreadable, match=r"^It .*\.$"):
        await hear(body, headers)


async def test_another_token_is_refused():
    with pytest.raises(Refused):
        await hear(event(), token="wrong")


async def test_names_stay_short_and_apart():
    long = [event(source="/" + "x" * 400 + end) for end in ("a", "b")]
    refs = [(await hear(one)).changes[0].ref for one in long]
    assert len(set(refs)) == 2
    assert all(len(ref) <= 200 for ref in refs)


@pytest.mark.parametrize("name", ["service_deployed", "service_upgraded", "service_rolledback"])
async def test_the_conformance_examples_of_deploys(name):
    heard = await hear(example(name), {})
    (change,) = heard.changes
    assert (change.kind, change.service, change.attributes[ENVIRONMENT]) == (
        ChangeKind.DEPLOY,
        "mySubject123",
        "test123",
    )
    assert change.attributes[VERSION].startswith("sha256:0b31b1c02ff4")


async def test_the_conformance_examples_of_incidents_are_one_signal_with_an_end():
    told = [(await hear(example(f"incident_{name}"), {})).signals[0] for name in ("detected", "reported", "resolved")]
    assert len({one.fingerprint for one in told}) == 1
    assert [one.state for one in told] == [SignalState.FIRING, SignalState.FIRING, SignalState.ENDED]
    assert {one.service for one in told} == {"myApp"}
    assert told[1].url == "https://my-issues.example/incidents/ticket-345"


def example(name):
    if not EXAMPLES.is_dir():
        pytest.skip("the example events are not here")
    return (EXAMPLES / f"{name}.json").read_bytes()


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("context", "subject", "data", "time", "type", "id"), JSON)))
def test_whatever_comes_it_is_read_or_refused_in_a_sentence(extra):
    body = json.dumps(event() | extra).encode()
    with contextlib.suppress(Unreadable):
        assert len(events_of(Delivery(headers=STRUCTURED, body=body, at=AT))) == 1
