"""Answers in the shape of Loki's HTTP API."""

from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.loki import KIND
from app.domain.attributes import NAMESPACE, SERVICE
from app.domain.errors import Unavailable
from app.domain.signal import SignalKind
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)
SCOPE = Scope(services=("checkout",))
PATH = "GET /loki/api/v1/query_range"
STREAM = {"service_name": "checkout", "namespace": "shop", "detected_level": "error"}
QUERY = '{service_name=~"checkout"} |~ `(?i)(error|exception|fatal|panic|critical|fail|timeout|refused)`'


def ns(seconds_ago, more=0):
    return str(int((END - timedelta(seconds=seconds_ago)).timestamp()) * 10**9 + more)


def streams(*values, stream=STREAM):
    return {
        "status": "success",
        "data": {"resultType": "streams", "result": [{"stream": stream, "values": list(values)}]},
    }


def matrix(*result):
    return {"status": "success", "data": {"resultType": "matrix", "result": list(result)}}


def loki(kept, counts=()):
    """Answers like Loki: newest first, from `start` up to before `end`, at most `limit` lines."""

    def answer(request):
        if request.query["query"].startswith("sum by"):
            return matrix(*counts)
        start, end, limit = (int(request.query[name]) for name in ("start", "end", "limit"))
        there = sorted((one for one in kept if start <= int(one[0]) < end), key=lambda one: -int(one[0]))
        return streams(*there[:limit])

    return {PATH: answer}


async def look(answers, scope=SCOPE, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, **given) as one:
        return await one.connector.signals(WINDOW, scope), there.asked


async def test_lines_are_told_as_patterns_with_the_query_that_found_them():
    kept = [[ns(60 * n), f"payment {n} failed"] for n in range(8)]
    found, asked = await look(loki(kept), tenant="shop")
    [one] = found.items
    assert (one.kind, one.title, one.count, one.severity) == (SignalKind.LOG, "payment <num> failed", 8, 2)
    assert one.started_at == END - timedelta(minutes=7)
    assert one.attributes.items() >= {SERVICE: "checkout", NAMESPACE: "shop"}.items()
    assert one.query == QUERY
    assert {each.headers["X-Scope-OrgID"] for each in asked} == {"shop"}


async def test_pages_are_read_to_the_end_and_lines_of_one_moment_are_not_lost():
    kept = [[ns(n // 3), f"payment {n} failed"] for n in range(2500)]
    found, asked = await look(loki(kept))
    assert sum(one.count for one in found.items) == 2500
    assert len(asked) == 1 + 3
    assert found.remark == ""


async def test_more_lines_than_are_read_are_said_to_be_more():
    found, _ = await look(loki([[ns(n // 3), f"payment {n} failed"] for n in range(6000)]))
    assert sum(one.count for one in found.items) == 5000
    assert found.remark == "only the newest 5000 lines"


async def test_when_there_began_to_be_more_of_them():
    times = [END.timestamp() - 15 * n for n in range(40, -1, -1)]
    counts = [{"metric": {"service_name": "checkout"}, "values": [[at, "40"] for at in times]}]
    found, _ = await look(loki([], counts))
    [one] = found.items
    assert (one.kind, one.started_at) == (SignalKind.METRIC, END - timedelta(minutes=10))
    assert one.title == "error lines left its usual range: 0 → 40"
    assert one.attributes[SERVICE] == "checkout"
    assert f"count_over_time({QUERY} [15s])" in one.query


async def test_structured_metadata_counts_as_labels():
    value = [ns(1), "payment failed", {"structuredMetadata": {"namespace": "other"}}]
    found, _ = await look({PATH: lambda request: matrix() if "sum" in request.query["query"] else streams(value)})
    assert found.items[0].attributes[NAMESPACE] == "other"


async def test_names_are_quoted_and_no_service_is_every_service():
    _, asked = await look(loki([]), Scope(services=('a"} or {b',)))
    assert '{service_name=~"a\\"\\\\} or \\\\{b"}' in asked[0].query["query"]
    _, asked = await look(loki([]), Scope(), selector='{app=~"$service"}')
    assert '{app=~".+"}' in asked[0].query["query"]


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "success", "data": {"resultType": "streams", "result": [{"stream": {}}]}},
        streams(["soon", "x"]),
        streams([ns(1)]),
        matrix(),
    ],
)
async def test_an_answer_of_another_shape_is_no_empty_one(broken):
    with pytest.raises(Unavailable):
        await look({PATH: lambda request: matrix() if "sum" in request.query["query"] else broken})


async def test_a_later_page_that_fails_is_no_answer():
    whole = loki([[ns(n // 3), f"payment {n} failed"] for n in range(2500)])[PATH]
    asked = []

    def answer(request):
        asked.append(request)
        return {"status": "error"} if len(asked) > 3 else whole(request)

    with pytest.raises(Unavailable):
        await look({PATH: answer})


async def test_a_selector_that_is_none_is_refused():
    with pytest.raises(Exception, match="selector"):
        KIND.described("loki", {"url": "http://127.0.0.1:9", "selector": "app"})


async def test_what_is_checked():
    answers = {"GET /loki/api/v1/labels": {"status": "success", "data": ["service_name"]}}
    async with standing_in(answers) as there, connected(KIND, url=there.url) as one:
        assert [each.ok for each in await one.connector.check()] == [True, True]


@pytest.mark.parametrize(
    ("selector", "missing"),
    [
        ('{service_name=~"$service"}', ""),
        ('{app=~"$service", namespace!="kube", pod="a}"} | json | nowhere="x"', "app, pod"),
        ("{ service_name =~ `$service` }", ""),
    ],
)
async def test_a_selector_that_no_stream_has_is_not_right(selector, missing):
    labels = {"GET /loki/api/v1/labels": {"status": "success", "data": ["service_name", "namespace"]}}
    async with standing_in(labels) as there, connected(KIND, url=there.url, selector=selector) as one:
        read, streams = await one.connector.check()
    assert read.ok
    assert streams.ok is not bool(missing)
    assert missing in streams.advice
