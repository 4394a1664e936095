"""Webhook bodies, alerts and dashboards in the shapes of Grafana 12."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.grafana import KIND
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

AT = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(AT - timedelta(hours=1), AT)
SECRET = "only-grafana-knows"
SIGNATURE = "x-grafana-alerting-signature"
HELD = "GET /api/alertmanager/grafana/api/v2/alerts"


def alert(status="firing", **more):
    return {
        "status": status,
        "labels": {"alertname": "Slow checkout", "grafana_folder": "Shop", "service": "checkout", "severity": "high"},
        "annotations": {"summary": "p99 above 2 s"},
        "startsAt": "2026-03-14T09:50:00+01:00",
        "endsAt": "0001-01-01T00:00:00Z" if status == "firing" else "2026-03-14T09:55:00+01:00",
        "values": {"A": 2.7},
        "generatorURL": "https://g.example/alerting/grafana/x/view?orgId=1",
        "fingerprint": "57c6d9296de2ad39",
        "silenceURL": "https://g.example/alerting/silence/new",
        "dashboardURL": "https://g.example/d/abc?orgId=1",
        "panelURL": "https://g.example/d/abc?orgId=1&viewPanel=7",
        "imageURL": "https://g.example/i.png",
    } | more


def held(**more):
    """As its alertmanager has it."""
    notes = {"summary": "p99", "__dashboardUid__": "abc", "__panelId__": "7"}
    return {
        "labels": {"alertname": "Slow checkout", "service": "checkout"},
        "annotations": notes,
        "startsAt": "2026-03-14T09:50:00.000+01:00",
        "endsAt": "2026-03-14T11:00:00.000Z",
        "updatedAt": "2026-03-14T09:59:00.000Z",
        "generatorURL": "https://g.example/alerting/grafana/x/view?orgId=1",
        "fingerprint": "57c6d9296de2ad39",
        "receivers": [{"name": "on-call"}],
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
    } | more


def dashboard(number=1, *tags):
    """A dashboard in an answer to a search."""
    return {
        "id": number,
        "uid": f"d{number}",
        "title": "Shop",
        "type": "dash-db",
        "url": f"/d/{number}",
        "tags": list(tags),
    }


def body(*alerts, **more):
    return json.dumps(
        {"version": "1", "status": "firing", "orgId": 1, "alerts": list(alerts), "truncatedAlerts": 0} | more
    ).encode()


def signed(content, secret=SECRET, stamp=None, **headers):
    over = content if stamp is None else f"{stamp}:".encode() + content
    signature = hmac.new(secret.encode(), over, hashlib.sha256).hexdigest()
    sent = {"x-stamp": stamp} if stamp is not None else {}
    return Delivery(headers={SIGNATURE: signature, **sent, **headers}, body=content, at=AT)


async def hear(delivery, **given):
    async with connected(KIND, url="http://127.0.0.1:9", **given) as one:
        return one.connector.hear(delivery)


async def test_a_notification_links_to_the_panel_and_its_picture():
    told = await hear(signed(body(alert(), truncatedAlerts=2)), webhook_secret=SECRET)
    [one] = told.signals
    assert (one.title, one.severity, one.service, one.fingerprint) == (
        "p99 above 2 s",
        2,
        "checkout",
        "57c6d9296de2ad39",
    )
    assert one.started_at == datetime(2026, 3, 14, 8, 50, tzinfo=UTC)
    assert one.url == "https://g.example/d/abc?orgId=1&viewPanel=7"
    assert one.attributes["grafana.panel.image_url"] == "https://g.example/i.png"
    assert one.attributes["grafana.panel.render_url"].startswith(
        "https://g.example/render/d-solo/abc?orgId=1&panelId=7"
    )
    assert one.attributes["grafana.values"] == "A=2.7"
    assert told.missing == 2


async def test_an_end_is_told():
    told = await hear(signed(body(alert("resolved"))), webhook_secret=SECRET)
    assert (told.signals[0].state, told.signals[0].ended_at) == (
        SignalState.ENDED,
        datetime(2026, 3, 14, 8, 55, tzinfo=UTC),
    )


async def test_a_timestamp_is_part_of_what_is_signed_and_must_be_fresh():
    stamp = str(int(AT.timestamp()) - 60)
    given = {"webhook_secret": SECRET, "timestamp_header": "X-Stamp"}
    assert (await hear(signed(body(alert()), stamp=stamp), **given)).signals
    old = str(int(AT.timestamp()) - 600)
    for delivery in (
        signed(body(alert()), stamp=old),
        signed(body(alert())),
        signed(body(alert()), **{"x-stamp": stamp}),
    ):
        with pytest.raises(Refused):
            await hear(delivery, **given)


async def test_without_a_secret_the_token_counts():
    good = Delivery(headers={"authorization": "Bearer t0ken"}, body=body(alert()), at=AT)
    assert (await hear(good, webhook_token="t0ken")).signals
    for given in ({"webhook_token": "other"}, {}, {"webhook_secret": SECRET, "webhook_token": "t0ken"}):
        with pytest.raises(Refused):
            await hear(good, **given)
    with pytest.raises(Refused):
        await hear(signed(body(alert()), "guess"), webhook_secret=SECRET)


async def test_garbage_is_unreadable():
    with pytest.raises(Unreadable):
        await hear(signed(b'{"title": "x"}'), webhook_secret=SECRET)


async def test_what_it_holds_now():
    silenced = held(status={"state": "suppressed", "silencedBy": ["x"], "inhibitedBy": []})
    async with standing_in({HELD: [held(), silenced]}) as there, connected(KIND, url=there.url, token="t") as one:
        found = await one.connector.signals(WINDOW, Scope())
        assert found.items[0].url == f"{there.url}/d/abc?viewPanel=7"
    assert len(found.items) == 1
    assert found.remark == "silenced alerts that are left out: 1"
    assert found.items[0].query == HELD


async def test_dashboards_belong_to_the_services_that_their_tags_name():
    def page(request):
        number = int(request.query["page"])
        tagged = dashboard("abc/shop", "service:checkout", "prod")
        return [dashboard(n) for n in range(499)] + [tagged] if number == 1 else [dashboard("z", "service:cart")]

    async with standing_in({"GET /api/search": page}) as there, connected(KIND, url=there.url) as one:
        found = await one.connector.services()
        assert [(s.name, s.dashboard) for s in found.items] == [
            ("checkout", f"{there.url}/d/abc/shop"),
            ("cart", f"{there.url}/d/z"),
        ]


async def test_each_permission_is_checked():
    async with standing_in({"GET /api/search": [], HELD: []}) as there, connected(KIND, url=there.url) as one:
        alerts, annotations, dashboards, hooks = await one.connector.check()
    assert alerts.ok
    assert dashboards.ok
    assert "service account" in annotations.advice
    assert hooks.is_note
