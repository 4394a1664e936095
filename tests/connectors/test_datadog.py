"""Requests and answers as in Datadog's API clients (monitors v1, events v2); the webhook as our manual page has it."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.connectors.datadog import KIND
from app.domain.attributes import ENVIRONMENT, HOST, SERVICE
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

PAGE = Path(__file__).parents[2] / "docs" / "connectors" / "datadog.md"
END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)
KEYS = {"api_key": "a", "application_key": "b"}


def seconds(hour, minute):
    return int(datetime(2026, 3, 14, hour, minute, tzinfo=UTC).timestamp())


def monitor(ref=42, groups=None, **more):
    return {
        "id": ref,
        "name": "Checkout errors",
        "type": "query alert",
        "query": "sum(last_5m):errors{service:checkout} > 10",
        "priority": 2,
        "tags": ["service:checkout", "env:prod"],
        "overall_state": "Alert",
        "state": {"groups": {} if groups is None else groups},
        **more,
    }


def event(minute, status, group="host:a", **more):
    inner = {
        "monitor_id": 42,
        "monitor_groups": [group] if group else None,
        "status": status,
        "title": f"[Triggered on {{{group}}}] Checkout errors",
        "monitor": {"id": 42, "name": "Checkout errors", "tags": ["service:checkout"]},
        "service": "checkout",
        **more,
    }
    attributes = {
        "attributes": inner,
        "message": "Too many errors",
        "tags": ["priority:p2", "env:prod"],
        "timestamp": f"2026-03-14T09:{minute:02}:00.000Z",
    }
    return {"id": f"e{minute}", "type": "event", "attributes": attributes}


def events(*each, after=""):
    return {"data": list(each), "meta": {"page": {"after": after} if after else {}, "status": "done"}}


async def signals(monitors, told):
    answers = {"GET /api/v1/monitor": monitors, "GET /api/v2/events": told}
    async with standing_in(answers) as there, connected(KIND, url=there.url, **KEYS) as one:
        return await one.connector.signals(WINDOW, Scope()), there


async def test_a_monitor_group_that_alerts_with_what_its_events_tell():
    groups = {
        "host:a": {"name": "host:a", "status": "Alert", "last_triggered_ts": seconds(9, 10)},
        "host:b": {"name": "host:b", "status": "No Data", "last_nodata_ts": seconds(9, 30)},
        "host:c": {"name": "host:c", "status": "OK", "last_triggered_ts": seconds(8, 0)},
    }
    found, there = await signals([monitor(groups=groups)], events(event(20, "error"), event(10, "error")))
    first, second = found.items
    assert (first.fingerprint, first.title, first.severity, first.count) == (
        "42:host:a",
        "Checkout errors (host:a)",
        2,
        2,
    )
    assert first.started_at == datetime(2026, 3, 14, 9, 10, tzinfo=UTC)
    assert (first.last_at, first.state) == (END, SignalState.FIRING)
    assert first.attributes[SERVICE] == "checkout"
    assert first.attributes[ENVIRONMENT] == "prod"
    assert first.attributes[HOST] == "a"
    assert first.url == "https://app.datadoghq.com/monitors/42"
    assert (second.fingerprint, second.attributes["status"]) == ("42:host:b", "No Data")
    assert {one.headers["DD-API-KEY"] for one in there.asked} == {"a"}
    assert {one.headers["DD-APPLICATION-KEY"] for one in there.asked} == {"b"}
    asked = {one.path: one.query for one in there.asked}
    assert asked["/api/v1/monitor"]["group_states"] == "alert,warn,no data"
    assert asked["/api/v2/events"]["filter[from]"] == str(seconds(8, 0) * 1000)


async def test_what_is_over_is_known_from_events():
    found, _ = await signals([], events(event(40, "success"), event(10, "error"), event(5, "user_update")))
    (over,) = found.items
    assert (over.state, over.count, over.title) == (SignalState.ENDED, 1, "Checkout errors (host:a)")
    assert over.started_at == datetime(2026, 3, 14, 9, 10, tzinfo=UTC)
    assert over.ended_at == datetime(2026, 3, 14, 9, 40, tzinfo=UTC)
    assert over.severity == 2
    assert over.query == "source:alert from 2026-03-14T08:00:00Z to 2026-03-14T10:00:00Z"


async def test_the_one_group_of_a_simple_monitor_has_one_name():
    groups = {"*": {"name": "*", "status": "Alert", "last_triggered_ts": seconds(9, 10)}}
    found, _ = await signals([monitor(groups=groups)], events(event(10, "error", group="")))
    assert [one.fingerprint for one in found.items] == ["42:*"]


async def test_events_come_in_pages():
    def pages(request):
        return events(event(10, "error"), after="" if "page[cursor]" in request.query else "next")

    found, there = await signals([], pages)
    assert found.items[0].count == 2
    assert [one.query.get("page[cursor]") for one in there.asked if "events" in one.path] == [None, "next"]


@pytest.mark.parametrize(
    ("monitors", "told"),
    [
        ([{"name": "x"}], events()),
        ([{"id": 1}], events()),
        ([], events({"attributes": {}})),
        ({"errors": ["x"]}, events()),
        ([], {"data": [], "meta": {"status": "timeout"}}),
    ],
)
async def test_another_shape_is_not_nothing(monitors, told):
    with pytest.raises(Unavailable):
        await signals(monitors, told)


async def test_each_permission_is_checked_on_its_own():
    answers = {"GET /api/v1/validate": {"valid": True}, "GET /api/v1/monitor": []}
    async with standing_in(answers) as there, connected(KIND, url=there.url, **KEYS) as one:
        key, monitors, told = await one.connector.check()
    assert key.ok
    assert monitors.ok
    assert told.advice.endswith("Give the application key the scope events_read.")


def template():
    return re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]


def filled(**values):
    """What Datadog makes of the manual's template; variables that are not known to it stay."""
    text = template()
    for name, value in values.items():
        text = text.replace(f'"${name}"', json.dumps(value))
    return Delivery(headers={"x-watchkeeper-token": "s3cret"}, body=text.encode(), at=END)


SENT = {
    "ID": "7001",
    "ALERT_ID": "42",
    "ALERT_TRANSITION": "Triggered",
    "ALERT_TITLE": "[Triggered on {host:a}] Checkout errors",
    "ALERT_SCOPE": "service:checkout, host:a",
    "ALERT_PRIORITY": "P1",
    "DATE": str(seconds(9, 10) * 1000),
    "TAGS": "env:prod,service:checkout",
    "LINK": "https://app.datadoghq.com/event/7001",
    "TEXT_ONLY_MSG": "Too many errors",
}


async def test_the_template_of_the_manual_is_read():
    async with connected(KIND, webhook_token="s3cret", **KEYS) as one:
        begun = one.connector.hear(filled(**SENT))
        over = one.connector.hear(
            filled(**SENT | {"ALERT_TRANSITION": "Recovered", "ALERT_PRIORITY": "$ALERT_PRIORITY"})
        )
        other = one.connector.hear(filled(**SENT | {"ALERT_ID": ""}))
    signal = begun.signals[0]
    assert begun.key == "7001"
    assert (signal.fingerprint, signal.severity, signal.started_at) == (
        "42:host:a,service:checkout",
        1,
        datetime(2026, 3, 14, 9, 10, tzinfo=UTC),
    )
    assert signal.title == "Checkout errors (host:a,service:checkout)"
    assert (signal.detail, signal.url) == ("Too many errors", "https://app.datadoghq.com/event/7001")
    assert signal.attributes[SERVICE] == "checkout"
    assert (over.signals[0].state, over.signals[0].severity) == (SignalState.ENDED, None)
    assert over.signals[0].fingerprint == signal.fingerprint
    assert other.dropped == 1


async def test_without_the_token_it_is_refused():
    async with connected(KIND, webhook_token="guess", **KEYS) as one, connected(KIND, **KEYS) as unset:
        for connector in (one.connector, unset.connector):
            with pytest.raises(Refused):
                connector.hear(filled(**SENT))


async def test_another_payload_is_unreadable():
    async with connected(KIND, webhook_token="s3cret", **KEYS) as one:
        with pytest.raises(Unreadable, match="not the template of the manual"):
            one.connector.hear(Delivery(headers={"x-watchkeeper-token": "s3cret"}, body=b'{"body": "x"}', at=END))


async def test_odd_answers_and_deliveries_break_nothing():
    groups = {"host:a": {"name": "host:a", "status": "Alert", "last_triggered_ts": seconds(9, 10)}}
    told = events(event(10, "error"), event(20, "success"))
    answers = {"GET /api/v1/monitor": [monitor(groups=groups)], "GET /api/v2/events": told}
    await looks_survive(KIND, KEYS, answers, lambda one: one.signals(WINDOW, Scope()))
    sent = json.loads(filled(**SENT).body)
    async with connected(KIND, webhook_token="s3cret", **KEYS) as one:
        headers = {"x-watchkeeper-token": "s3cret"}
        hearing_survives(
            lambda odd: one.connector.hear(Delivery(headers=headers, body=json.dumps(odd).encode(), at=END)), sent
        )
