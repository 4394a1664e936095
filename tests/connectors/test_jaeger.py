"""Answers in the shape of Jaeger's query service."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.jaeger import KIND
from app.domain.attributes import SERVICE
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)


def answered(data, total=0):
    return {"data": data, "total": total, "limit": 0, "offset": 0, "errors": None}


SERVICES = answered(["cart", "web", "jaeger-query"], 3)
EDGES = [{"parent": "web", "child": "cart", "callCount": 7}]


def trace(number, service="cart"):
    at = int((END - timedelta(minutes=number)).timestamp() * 1_000_000)
    root = {
        "traceID": f"abc{number}",
        "spanID": "1",
        "operationName": "GET /",
        "startTime": at - 5,
        "duration": 9_000_000,
        "processID": "p1",
    }
    own = {**root, "spanID": "2", "operationName": "charge", "startTime": at, "duration": 250_000, "processID": "p2"}
    processes = {"p1": {"serviceName": "web"}, "p2": {"serviceName": service}}
    return {"traceID": f"abc{number}", "spans": [root, own], "processes": processes}


def jaeger(failed=(), slow=()):
    def answer(request):
        return answered(list(failed if "tags" in request.query else slow))

    return {"GET /api/services": SERVICES, "GET /api/traces": answer}


async def look(answers, scope=None, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, **given) as one:
        return await one.connector.signals(WINDOW, scope or Scope(services=("Cart",))), there


async def test_failed_and_slow_requests_of_a_service():
    found, there = await look(jaeger([trace(1), trace(2)], [trace(3)]))
    failed, slow = found.items
    assert (failed.title, failed.count, failed.attributes[SERVICE]) == ("cart charge failed (250 ms)", 2, "cart")
    assert failed.url == f"{there.url}/trace/abc1"
    assert failed.query.startswith("GET /api/traces?service=cart&start=")
    assert slow.title == "cart charge was slow (250 ms)"
    asked = {key: value for one in there.asked[1:] for key, value in one.query.items()}
    assert (asked["tags"], asked["minDuration"], asked["end"]) == (
        '{"error": "true"}',
        "3s",
        str(int(END.timestamp() * 1e6)),
    )


async def test_without_services_all_but_its_own_are_asked_for():
    _, there = await look(jaeger(), Scope(), slow_s=0)
    assert sorted(one.query["service"] for one in there.asked[1:]) == ["cart", "web"]


async def test_limits_and_services_that_it_does_not_know_are_said():
    found, _ = await look(jaeger([trace(n) for n in range(50)]), Scope(services=("cart", "ghost")))
    assert found.remark == "it knows no service ghost; only 50 traces of a service and sort"


@pytest.mark.parametrize("broken", [{}, {"traceID": "a"}, {"spans": [{"startTime": 5}]}])
async def test_a_trace_in_another_shape_is_no_answer(broken):
    with pytest.raises(Unavailable):
        await look(jaeger([broken]))


async def test_what_calls_what():
    async with standing_in({"GET /api/dependencies": answered(EDGES)}) as there, connected(KIND, url=there.url) as one:
        services = (await one.connector.services()).items
    assert [(service.name, service.calls) for service in services] == [("cart", ()), ("web", ("cart",))]


async def test_each_permission_is_checked():
    async with standing_in({"GET /api/services": SERVICES}) as there, connected(KIND, url=there.url) as one:
        traces, edges = await one.connector.check()
    assert traces.ok
    assert edges.advice.startswith("There is nothing at this address (404).")
