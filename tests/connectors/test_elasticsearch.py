"""Requests and answers of `_search` as Elasticsearch 8 and OpenSearch 2 have them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.elasticsearch import KIND, field
from app.domain.attributes import ENVIRONMENT, ERROR, SERVICE
from app.domain.errors import Unavailable
from app.domain.signal import SignalKind
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)
SCOPE = Scope(services=("checkout",))
PATH = "POST /logs-*/_search"


def hit(number, seconds_ago=60.0, **source):
    at = END - timedelta(seconds=seconds_ago)
    said = {
        "@timestamp": at.isoformat(),
        "message": f"payment {number} failed",
        "log": {"level": "error"},
        "service": {"name": "checkout", "environment": "prod"},
    }
    return {
        "_index": "logs-1",
        "_id": str(number),
        "_source": said | source,
        "sort": [int(at.timestamp() * 1000), number, "logs-1"],
    }


def answered(hits, **more):
    shards = {"total": 2, "successful": 2, "skipped": 0, "failed": 0}
    total = {"value": len(hits), "relation": "eq"}
    return {"took": 3, "timed_out": False, "_shards": shards, "hits": {"total": total, "hits": hits}} | more


async def look(answers, scope=SCOPE, **given):
    async with standing_in(answers) as there, connected(KIND, url=there.url, **given) as one:
        return await one.connector.signals(WINDOW, scope), there.asked


def pages(*given):
    left = list(given)
    return {PATH: lambda _: left.pop(0)}


async def test_lines_are_told_as_patterns_with_the_query_that_found_them():
    found, asked = await look(pages(answered([hit(n, 60 * n) for n in range(9)])), api_key="s3cret")
    [one] = found.items
    assert (one.kind, one.title, one.count, one.severity) == (SignalKind.LOG, "payment <num> failed", 9, 2)
    assert one.attributes == {SERVICE: "checkout", ENVIRONMENT: "prod"}
    assert one.started_at == END - timedelta(minutes=8)
    body = json.loads(asked[0].body)
    assert one.query == f"POST /logs-*/_search {json.dumps(body)}"
    assert body["query"]["bool"]["filter"][:2] == [
        {"range": {"@timestamp": {"gte": "2026-03-14T09:00:00Z", "lte": "2026-03-14T10:00:00Z"}}},
        {"terms": {"service.name": ["checkout"]}},
    ]
    newest = {"order": "desc", "unmapped_type": "date"}
    assert body["sort"] == [{"@timestamp": newest}, {"_seq_no": "desc"}, {"_index": "desc"}]
    assert {"@timestamp", "message", "log.level", "service.name", "error.message", "trace.id"} < set(body["_source"])
    assert asked[0].headers["Authorization"] == "ApiKey s3cret"
    assert asked[0].query["allow_partial_search_results"] == "false"


async def test_pages_follow_one_another_and_a_line_counts_once():
    first, second = [hit(n, n) for n in range(1000)], [hit(n, n) for n in range(999, 1500)]
    found, asked = await look(pages(answered(first), answered(second)))
    assert found.items[0].count == 1500
    assert json.loads(asked[1].body)["search_after"] == first[-1]["sort"]
    assert found.remark == ""


async def test_more_lines_than_are_read_are_said_to_be_more():
    found, _ = await look(pages(*(answered([hit(p * 1000 + n) for n in range(1000)]) for p in range(6))))
    assert (found.items[0].count, found.remark) == (5000, "only the newest 5000 lines")


async def test_other_fields_and_another_filter():
    source = {"ts": "2026-03-14T09:59:00Z", "body": {"text": "boom"}, "severity_text": "FATAL", "app.id": "cart"}
    names = {
        "message_field": "body.text",
        "level_field": "severity_text",
        "service_field": "app.id",
        "time_field": "ts",
    }
    given = names | {"only": "level:bad", "index": "otel"}
    one = hit(1) | {"_source": source}
    found, asked = await look({"POST /otel/_search": answered([one])}, Scope(), **given)
    assert (found.items[0].title, found.items[0].severity, found.items[0].service) == ("boom", 1, "cart")
    assert {"query_string": {"query": "level:bad"}} in json.loads(asked[0].body)["query"]["bool"]["filter"]


async def test_an_error_without_a_message_is_told_by_its_own():
    source = {"@timestamp": END.isoformat(), "error": {"message": "nil map", "type": "Panic"}}
    found, _ = await look(pages(answered([hit(1) | {"_source": source}])))
    assert (found.items[0].title, found.items[0].attributes[ERROR]) == ("nil map", "Panic")


@pytest.mark.parametrize(
    "broken",
    [
        answered([], timed_out=True),
        answered([], _shards={"total": 2, "successful": 1, "failed": 1}),
        answered([], _shards={"total": 0, "successful": 0, "skipped": 0, "failed": 0}),
        answered([], _clusters={"total": 2, "successful": 1, "skipped": 1}),
        answered([{"_id": "1"}]),
        answered([hit(1, **{"@timestamp": "soon"})]),
        {"hits": {}},
    ],
)
async def test_a_part_of_an_answer_is_none(broken):
    with pytest.raises(Unavailable):
        await look(pages(broken))


async def test_a_pattern_without_an_index_that_may_be_read_is_not_nothing():
    none = answered([], _shards={"total": 0, "successful": 0, "skipped": 0, "failed": 0})
    with pytest.raises(Unavailable, match=r"it has no index logs-\* that the credentials may read"):
        await look(pages(none))


async def test_a_later_page_that_fails_is_no_answer():
    with pytest.raises(Unavailable):
        await look(pages(answered([hit(n) for n in range(1000)]), {"error": "x"}))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ({"a": {"b": {"c": 1}}}, 1),
        ({"a.b.c": 1}, 1),
        ({"a.b": {"c": 1}}, 1),
        ({"a": {"b.c": [1, 2]}}, 1),
        ({"a": {"b": "x"}}, None),
        ({}, None),
    ],
)
def test_where_a_field_stands(source, value):
    assert field(source, "a.b.c") == value


async def test_an_index_cannot_leave_its_place():
    with pytest.raises(Exception, match="index"):
        KIND.described("elasticsearch", {"url": "http://127.0.0.1:9", "index": "../_cluster"})


async def test_what_is_checked():
    async with standing_in({PATH: answered([])}) as there, connected(KIND, url=there.url) as one:
        assert [each.ok for each in await one.connector.check()] == [True]


async def test_a_pattern_that_no_readable_index_has_is_no_permission():
    nothing = answered([], _shards={"total": 0, "successful": 0, "skipped": 0, "failed": 0})
    async with standing_in({PATH: nothing}) as there, connected(KIND, url=there.url) as one:
        (checked,) = await one.connector.check()
    assert (checked.what, checked.ok) == ("search logs-*", False)
    assert checked.advice.startswith("It has no index logs-* that the credentials may read. Set `api_key`")
