"""Webhook bodies as Alertmanager 0.25 posts them (the recorded ones where they are); its API v2."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from app.connectors.alertmanager import KIND
from app.domain.attributes import CLUSTER, NAMESPACE, SERVICE
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.alertmanager_schema import ALERTS, PARAMETERS
from tests.connectors.standin import connected, standing_in

RECORDED = Path(__file__).parents[3] / "shared" / "data" / "webhooks" / "alertmanager"
AT = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
WINDOW = Window(AT - timedelta(hours=2), AT)
TOKEN = "only-alertmanager-knows"


def delivery(body, token=TOKEN):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Delivery(headers={"authorization": f"Bearer {token}"}, body=body, at=AT)


async def heard(body):
    async with connected(KIND, url="http://127.0.0.1:9", webhook_token=TOKEN) as one:
        return one.connector.hear(delivery(body))


def recorded(name):
    if not RECORDED.exists():
        pytest.skip("the recorded bodies are not here")
    return (RECORDED / f"{name}.json").read_bytes()


def sent(number=1, status="firing", **more):
    labels = {"alertname": "HighErrorRate", "service": "checkout", "severity": "critical", "pod": f"p-{number}"}
    return {
        "status": status,
        "labels": labels,
        "annotations": {"summary": "errors 10"},
        "startsAt": "2026-11-21T01:45:16.632Z",
        "endsAt": "2026-11-21T01:50:00Z" if status == "resolved" else "0001-01-01T00:00:00Z",
        "generatorURL": "https://p.example/graph?g0.expr=app_errors+%3E+5&g0.tab=1",
        "fingerprint": f"{number:016x}",
        **more,
    }


async def test_a_group_fires_and_ends_alert_by_alert():
    first, second, third, last = [
        (await heard(recorded(f"group-{name}"))).signals
        for name in ("1-firing", "2-one-resolved", "3-one-joins", "4-resolved")
    ]
    assert [len(one) for one in (first, second, third, last)] == [3, 3, 3, 3]
    assert {one.fingerprint for one in first} == {one.fingerprint for one in second}
    assert [one.state for one in second] == [SignalState.ENDED, SignalState.FIRING, SignalState.FIRING]
    assert second[0].ended_at == datetime(2026, 11, 21, 2, 19, 28, 272345, tzinfo=UTC)
    assert second[0].last_at == second[0].ended_at
    assert {one.ended_at for one in first} == {None}
    assert {one.state for one in last} == {SignalState.ENDED}
    assert first[0].attributes.items() >= {SERVICE: "search", NAMESPACE: "prod"}.items()
    assert (first[0].severity, first[0].last_at, first[0].query) == (3, AT, "up == 0")


async def test_an_alert_of_a_rule_is_read_whole():
    [one] = (await heard(recorded("prometheus-rule-1-firing"))).signals
    assert (one.title, one.severity, one.query) == ("errors 10", 1, "app_errors > 5")
    assert one.attributes["runbook_url"] == "https://runbooks.example/err"
    assert one.url.startswith("https://prometheus.example/graph")
    [over] = (await heard(recorded("prometheus-rule-2-resolved"))).signals
    assert (over.fingerprint, over.state) == (one.fingerprint, SignalState.ENDED)


async def test_what_was_cut_off_is_missing():
    told = await heard(recorded("truncated-1-firing"))
    assert (len(told.signals), told.missing) == (2, 3)
    assert told.signals[0].attributes[CLUSTER] == "eu-1"


async def test_long_and_odd_texts_stay_plain_and_short():
    [one] = (await heard(recorded("no-severity-unicode"))).signals
    assert one.severity is None
    assert len(one.detail) <= 1000
    assert "\n" not in one.title


async def test_the_watchdog_is_dropped():
    told = await heard(recorded("watchdog"))
    assert (told.signals, told.dropped) == ((), 1)


async def test_a_group_in_our_words():
    told = await heard({"version": "4", "alerts": [sent(1), sent(2, "resolved")], "truncatedAlerts": 5})
    assert [one.fingerprint for one in told.signals] == [f"{1:016x}", f"{2:016x}"]
    assert told.signals[1].ended_at == datetime(2026, 11, 21, 1, 50, tzinfo=UTC)
    assert told.missing == 5


async def test_an_end_that_makes_no_sense_is_when_it_came():
    told = await heard({"alerts": [sent(1, "resolved", endsAt="0001-01-01T00:00:00Z")]})
    assert told.signals[0].ended_at == AT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        {},
        {"alerts": None},
        {"alerts": ["x"]},
        {"alerts": [{}]},
        {"alerts": [sent(1, "odd")]},
        {"alerts": [sent(1, startsAt="soon")]},
        {"alerts": [sent(1, labels=None)]},
    ],
)
async def test_garbage_is_unreadable(body):
    with pytest.raises(Unreadable):
        await heard(body)


async def test_only_who_knows_the_token_is_heard():
    basic = base64.b64encode(f"any:{TOKEN}".encode()).decode()
    async with (
        connected(KIND, url="http://127.0.0.1:9", webhook_token=TOKEN) as one,
        connected(KIND, url="http://127.0.0.1:9") as unset,
    ):
        for connector, header in ((one, "Bearer guess"), (one, ""), (unset, "Bearer "), (unset, f"Bearer {TOKEN}")):
            with pytest.raises(Refused):
                connector.connector.hear(Delivery(headers={"authorization": header}, body=b"{}", at=AT))
        good = Delivery(headers={"authorization": f"Basic {basic}"}, body=b'{"alerts": []}', at=AT)
        assert one.connector.hear(good).signals == ()


def held(number=1, **more):
    status = {"state": "active", "silencedBy": [], "inhibitedBy": []}
    given = sent(number, endsAt="2026-11-21T02:34:00Z")
    del given["status"]
    return given | {"status": status, "updatedAt": "2026-11-21T02:30:00Z", "receivers": []} | more


async def test_what_it_holds_now():
    silenced = held(2, status={"state": "suppressed", "silencedBy": ["a"], "inhibitedBy": []})
    inhibited = held(3, status={"state": "suppressed", "silencedBy": [], "inhibitedBy": ["b"]})
    later = held(4, startsAt="2026-11-21T03:00:00Z")
    heartbeat = held(5, labels={"alertname": "Watchdog"})
    answers = {"GET /api/v2/alerts": [held(), silenced, inhibited, later, heartbeat]}
    jsonschema.validate(answers["GET /api/v2/alerts"], ALERTS)
    async with standing_in(answers) as there, connected(KIND, url=there.url, user="u", password="p") as one:
        found = await one.connector.signals(WINDOW, Scope())
    first, second = found.items
    assert (first.state, first.ended_at, first.last_at) == (SignalState.FIRING, None, AT)
    assert second.attributes["alertmanager.state"] == "inhibited"
    assert found.remark == "silenced alerts that are left out: 1"
    assert set(there.asked[0].query) <= PARAMETERS
    assert there.asked[0].headers["Authorization"] == f"Basic {base64.b64encode(b'u:p').decode()}"


async def test_an_alert_without_a_beginning_is_no_answer():
    async with standing_in({"GET /api/v2/alerts": [{"labels": {}}]}) as there, connected(KIND, url=there.url) as one:
        with pytest.raises(Unavailable, match="no time in `startsAt`"):
            await one.connector.signals(WINDOW, Scope())


async def test_what_is_checked():
    async with standing_in({"GET /api/v2/alerts": []}) as there, connected(KIND, url=there.url) as one:
        read, hear = await one.connector.check()
    assert read.ok
    assert (hear.what, hear.is_note) == ("webhooks: off, no secret is set", True)
