"""Answers in the shape of Tempo's HTTP API: TraceQL search, and traces as OTLP JSON."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.tempo import KIND
from app.domain.attributes import SERVICE, TRACE
from app.domain.errors import Unavailable
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)
EITHER = '(resource.service.name = "cart" || resource.service.name = "pay")'
FAILED = f"{{ {EITHER} && status = error }}"
SLOW = f"{{ {EITHER} && traceDuration > 3s }}"


def found(number, **more):
    at = END - timedelta(minutes=number)
    return {
        "traceID": f"abc{number}",
        "rootServiceName": "web",
        "rootTraceName": "GET /cart",
        "startTimeUnixNano": str(int(at.timestamp()) * 10**9),
        "durationMs": 250,
        "spanSets": [{"spans": [], "matched": 1}],
    } | more


def search(failed=(), slow=()):
    answers = {FAILED: list(failed), SLOW: list(slow)}
    return {"GET /api/search": lambda request: {"traces": answers.get(request.query["q"], []), "metrics": {}}}


async def look(answers, scope=None, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, **given) as one:
        return await one.connector.signals(WINDOW, scope or Scope(services=("cart", "pay"))), there.asked


async def test_failed_and_slow_requests_are_told_with_the_query_that_found_them():
    answers = search([found(1), found(2)], [found(3, durationMs=4200)])
    result, asked = await look(answers, trace_url="https://g.example/t/$trace")
    failed, slow = result.items
    assert (failed.title, failed.count, failed.query) == ("web GET /cart failed (250 ms)", 2, FAILED)
    assert failed.attributes == {SERVICE: "web", TRACE: "abc1"}
    assert failed.url == "https://g.example/t/abc1"
    assert (slow.title, slow.query) == ("web GET /cart was slow (4.2 s)", SLOW)
    assert asked[0].query["start"] == str(int(WINDOW.start.timestamp()))


async def test_a_trace_without_its_beginning_is_of_no_service():
    result, _ = await look(search([found(1, rootServiceName="<root span not yet received>", rootTraceName="")]))
    assert (result.items[0].title, result.items[0].service) == ("An operation without a name failed (250 ms)", "")


async def test_without_services_all_are_asked_for_and_slow_ones_only_if_wanted():
    _, asked = await look(search(), Scope(), slow_s=0)
    assert [one.query["q"] for one in asked] == ["{ status = error }"]


async def test_a_name_cannot_leave_its_quotes():
    _, asked = await look(search(), Scope(services=('a" } || { b\\',)), slow_s=0)
    assert asked[0].query["q"] == '{ resource.service.name = "a\\" } || { b\\\\" && status = error }'


async def test_that_there_may_be_more_is_said():
    result, _ = await look(search([found(1, traceID=f"t{n}") for n in range(200)]))
    assert result.remark == "only 200 traces of each sort"


@pytest.mark.parametrize("broken", [{"traceID": ""}, {"startTimeUnixNano": "soon"}])
async def test_a_trace_in_another_shape_is_no_answer(broken):
    with pytest.raises(Unavailable):
        await look(search([found(1, **broken)]))


def resource(service, *spans):
    name = [{"key": "service.name", "value": {"stringValue": service}}]
    given = [{"spanId": span, "parentSpanId": parent} for span, parent in spans]
    return {"resource": {"attributes": name}, "scopeSpans": [{"spans": given}]}


@pytest.mark.parametrize("name", ["batches", "resourceSpans"])
async def test_what_calls_what_is_seen_in_traces(name):
    web = resource("web", ("1", ""), ("2", "1"))
    answers = {
        "GET /api/search": {"traces": [found(1)]},
        "GET /api/traces/abc1": {name: [resource("cart", ("3", "2"), ("4", "3")), web, resource("pay", ("5", "4"))]},
    }
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        services = (await one.connector.services()).items
    assert [(service.name, service.calls) for service in services] == [
        ("cart", ("pay",)),
        ("pay", ()),
        ("web", ("cart",)),
    ]


async def test_a_trace_that_cannot_be_read_is_no_empty_picture():
    answers = {"GET /api/search": {"traces": [found(1)]}, "GET /api/traces/abc1": {}}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        with pytest.raises(Unavailable):
            await one.connector.services()


async def test_what_is_checked():
    async with standing_in(search()) as there, connected(KIND, url=there.url) as one:
        assert [each.ok for each in await one.connector.check()] == [True]
