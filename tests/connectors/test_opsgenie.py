"""Requests and answers as in opsgenie/opsgenie-oas (alert and whoIsOnCall); the webhook as Opsgenie documents it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.opsgenie import KIND
from app.domain.attributes import SERVICE
from app.domain.connecting import Delivery, Refused, Unreadable
from app.domain.errors import Unavailable
from app.domain.service import Service
from app.domain.signal import SignalState
from app.domain.window import Scope, Window
from tests.connectors.odd import hearing_survives, looks_survive
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=2), END)


def alert(ref="70413a06", **more):
    return {
        "id": ref,
        "tinyId": "1791",
        "alias": "checkout-5xx",
        "message": "Checkout answers 500",
        "status": "open",
        "acknowledged": False,
        "tags": ["service:checkout", "env:prod", "urgent"],
        "count": 79,
        "createdAt": "2026-03-14T09:12:00.000Z",
        "lastOccurredAt": "2026-03-14T09:40:00.000Z",
        "updatedAt": "2026-03-14T09:40:00.000Z",
        "source": "Prometheus",
        "priority": "P2",
        **more,
    }


def answer(data, **more):
    return {"data": data, "took": 0.1, "requestId": "43a29c5c", **more}


async def test_alerts_of_the_window_and_those_that_are_open():
    closed = alert("c1", status="closed", report={"closeTime": 600_000}, count=0)
    later = alert("l1", createdAt="2026-03-14T10:30:00Z")
    async with (
        standing_in({"GET /v2/alerts": answer([alert(), closed, later], paging={})}) as there,
        connected(KIND, url=there.url, token="k") as one,
    ):
        found = await one.connector.signals(WINDOW, Scope())
    firing, over = found.items
    assert (firing.fingerprint, firing.title, firing.severity, firing.count) == (
        "70413a06",
        "Checkout answers 500",
        2,
        79,
    )
    assert firing.last_at == datetime(2026, 3, 14, 9, 40, tzinfo=UTC)
    assert firing.attributes[SERVICE] == "checkout"
    assert firing.attributes["deployment.environment.name"] == "prod"
    assert firing.url == "https://app.opsgenie.com/alert/detail/70413a06"
    assert firing.query == "status: open OR lastOccurredAt >= 1773475200000"
    assert (over.state, over.ended_at, over.count) == (SignalState.ENDED, datetime(2026, 3, 14, 9, 22, tzinfo=UTC), 1)
    asked = there.asked[0]
    assert asked.headers["Authorization"] == "GenieKey k"
    assert asked.query == {
        "query": firing.query,
        "limit": "100",
        "offset": "0",
        "sort": "createdAt",
        "order": "desc",
    }


async def test_pages_up_to_the_limit_and_a_broken_one_fails_all():
    def pages(request):
        offset = int(request.query["offset"])
        return answer([alert(f"a{offset + number}") for number in range(100)], paging={"next": "…"})

    async with standing_in({"GET /v2/alerts": pages}) as there, connected(KIND, url=there.url, token="k") as one:
        found = await one.connector.signals(WINDOW, Scope())
        assert len(found.items) == 300
        assert found.remark == "only the newest 300 alerts"
        there.answers["GET /v2/alerts"] = lambda request: (
            pages(request) if request.query["offset"] == "0" else answer([alert(createdAt=None)])
        )
        with pytest.raises(Unavailable, match="no time in `createdAt`"):
            await one.connector.signals(WINDOW, Scope())


SCHEDULES = answer(
    [
        {
            "_parent": {"id": "d875", "name": "Payments_schedule", "enabled": True},
            "onCallParticipants": [
                {"id": "1", "name": "ana@example.com", "type": "user"},
                {
                    "id": "2",
                    "name": "Payments_escalation",
                    "type": "escalation",
                    "onCallParticipants": [
                        {"id": "3", "name": "cleo@example.com", "type": "user", "escalationTime": 10},
                        {"id": "1", "name": "ana@example.com", "type": "user", "escalationTime": 0},
                        {"id": "4", "type": "team", "escalationTime": 10, "onCallParticipants": []},
                    ],
                },
            ],
        },
        {"_parent": {"id": "e100", "name": "search"}, "onCallParticipants": []},
    ]
)


@pytest.mark.parametrize(
    "service",
    [
        Service(name="checkout", on_call="d875"),
        Service(name="checkout", owner="payments"),
        Service(name="payments"),
        Service(name="payments", on_call="PXYZ"),
    ],
)
async def test_who_is_on_call_by_schedule(service):
    async with (
        standing_in({"GET /v2/schedules/on-calls": SCHEDULES}) as there,
        connected(KIND, url=there.url, token="k") as one,
    ):
        found = await one.connector.on_call([service, Service(name="ghost")])
    assert [(who.person, who.level) for who in found.items] == [("ana@example.com", 1), ("cleo@example.com", 2)]
    assert {who.rotation for who in found.items} == {"Payments_schedule"}
    assert found.items[0].contact == "ana@example.com"
    assert found.remark == "it knows no schedule for ghost"


async def test_nobody_on_call_is_an_answer():
    async with (
        standing_in({"GET /v2/schedules/on-calls": SCHEDULES}) as there,
        connected(KIND, url=there.url, token="k") as one,
    ):
        found = await one.connector.on_call([Service(name="search")])
    assert (found.items, found.remark) == ((), "")


async def test_each_permission_is_checked_on_its_own():
    async with (
        standing_in({"GET /v2/alerts": answer([])}) as there,
        connected(KIND, url=there.url, token="k") as one,
    ):
        alerts, on_call = await one.connector.check()
    assert alerts.ok
    assert "Give the API integration configuration access" in on_call.advice


def delivery(body, token="s3cret"):
    return Delivery(headers={"x-watchkeeper-token": token}, body=json.dumps(body).encode(), at=END)


def hook(action="Create", **more):
    said = {
        "alertId": "70413a06",
        "message": "Checkout answers 500",
        "tags": ["service:checkout"],
        "createdAt": 1773479520000,
        "updatedAt": 1773480000000000000,
        "details": {"region": "eu-1"},
        "priority": "P1",
        "description": "Rate of 5xx\nis 12 %",
        **more,
    }
    return {"action": action, "alert": said, "integrationId": "37c8", "source": {"type": "API"}}


async def test_the_webhook_tells_of_an_alert_and_of_its_end():
    async with connected(KIND, token="k", webhook_token="s3cret") as one:
        begun = one.connector.hear(delivery(hook())).signals[0]
        over = one.connector.hear(delivery(hook("Close"))).signals[0]
        assert one.connector.hear(delivery(hook("AddNote"))).dropped == 1
    assert (begun.fingerprint, begun.severity, begun.detail) == ("70413a06", 1, "Rate of 5xx\nis 12 %")
    assert begun.attributes["region"] == "eu-1"
    assert begun.started_at == datetime(2026, 3, 14, 9, 12, tzinfo=UTC)
    assert (over.state, over.ended_at) == (SignalState.ENDED, datetime(2026, 3, 14, 9, 20, tzinfo=UTC))


async def test_without_the_token_it_is_refused():
    async with connected(KIND, token="k", webhook_token="s3cret") as one, connected(KIND, token="k") as unset:
        for connector, token in ((one.connector, "guess"), (one.connector, ""), (unset.connector, "")):
            with pytest.raises(Refused):
                connector.hear(delivery(hook(), token))


@pytest.mark.parametrize("sent", [{}, {"action": "Create"}, {"action": "Create", "alert": {"message": "x"}}])
async def test_what_is_no_alert_is_unreadable(sent):
    async with connected(KIND, token="k", webhook_token="s3cret") as one:
        with pytest.raises(Unreadable):
            one.connector.hear(delivery(sent))


async def test_odd_answers_and_deliveries_break_nothing():
    closed = alert(status="closed", report={"closeTime": 600_000})
    answers = {"GET /v2/alerts": answer([closed], paging={}), "GET /v2/schedules/on-calls": SCHEDULES}
    looks = (lambda one: one.signals(WINDOW, Scope()), lambda one: one.on_call([Service(name="payments")]))
    await looks_survive(KIND, {"token": "k"}, answers, *looks)
    async with connected(KIND, token="k", webhook_token="s3cret") as one:
        hearing_survives(lambda sent: one.connector.hear(delivery(sent)), hook("Close"))
