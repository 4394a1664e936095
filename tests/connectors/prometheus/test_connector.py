"""Answers in the shape of Prometheus's HTTP API v1. Against a real one: test_prometheus_real.py."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from app.connectors.parts.alerting import fingerprint
from app.connectors.prometheus import KIND
from app.domain.attributes import METRIC, SERVICE
from app.domain.errors import Unavailable
from app.domain.signal import SignalKind, SignalState
from app.domain.window import Scope, Window
from tests.connectors.standin import connected, standing_in

END = datetime(2026, 3, 14, 10, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=1), END)
STEP_S = 15
SCOPE = Scope(services=("checkout", "ca.rt"))
RULE = "sum by (service) (rate(errors[5m])) > 3"
MEASURED = "sum by (service) (rate(errors[5m]))"
RECORD = 'max without () (ALERTS{alertstate="firing"}) or max_over_time(ALERTS{alertstate="firing"}[15000ms])'
RANGE, RULES, INSTANT = "GET /api/v1/query_range", "GET /api/v1/rules", "GET /api/v1/query"
LABELS = {"alertname": "HighErrorRate", "service": "checkout", "severity": "critical"}


def success(data, **more):
    return {"status": "success", "data": data, **more}


def matrix(*series, **more):
    return success({"resultType": "matrix", "result": list(series)}, **more)


def values(numbers, end=END, **labels):
    start = end - timedelta(seconds=STEP_S * (len(numbers) - 1))
    pairs = [[start.timestamp() + STEP_S * i, str(number)] for i, number in enumerate(numbers)]
    return {"metric": {"__name__": "x", **labels}, "values": pairs}


def alerting(state="firing", expression=RULE, minutes_ago=10, **labels):
    alert = {
        "labels": LABELS | labels,
        "annotations": {"summary": "Checkout fails"},
        "state": state,
        "activeAt": (END - timedelta(minutes=minutes_ago)).isoformat(),
        "value": "1e+01",
    }
    return {
        "name": (LABELS | labels)["alertname"],
        "query": expression,
        "type": "alerting",
        "labels": {"severity": "critical"},
        "annotations": {"summary": "Checkout fails", "description": "{{ $value }} errors"},
        "alerts": [alert] if state else [],
    }


def rules(*given, **more):
    return success({"groups": [{"name": "g", "rules": list(given)}]}, **more)


def stepped(service="checkout", **more):
    return values([1.0] * 60 + [9.0] * 20, service=service, **more)


def answers(ranges=None, given=None, **more):
    """`ranges` maps an expression to its answer; others have no series."""

    def range_(request):
        return (ranges or {}).get(request.query["query"], matrix())

    return {RULES: given or rules(alerting()), RANGE: range_, **more}


async def look(there_answers, scope=SCOPE, window=WINDOW, **given):
    async with standing_in(there_answers) as there, connected(KIND, url=there.url, **given) as one:
        found = await one.connector.signals(window, scope)
    return found, there.asked


async def test_an_alert_and_the_deviation_of_what_it_measures():
    found, asked = await look(answers({MEASURED: matrix(stepped(), values([2.0] * 80, service="search"))}))
    alert, metric = found.items
    assert (alert.kind, alert.title, alert.severity, alert.query) == (SignalKind.ALERT, "Checkout fails", 1, RULE)
    assert alert.fingerprint == fingerprint(LABELS)
    assert alert.started_at == END - timedelta(minutes=10)
    assert (metric.kind, metric.query, metric.attributes[SERVICE]) == (SignalKind.METRIC, MEASURED, "checkout")
    assert metric.started_at == END - timedelta(seconds=19 * STEP_S)
    assert metric.attributes[METRIC] == "HighErrorRate"
    assert metric.title == "HighErrorRate left its usual range: 1 → 9 (service=checkout)"
    assert "g0.expr=sum+by" in metric.url
    assert found.remark == ""
    assert {one.query["step"] for one in asked if "query_range" in one.path} == {"15"}


async def test_a_long_window_has_at_most_300_points():
    _, asked = await look(answers(), window=Window(END - timedelta(days=7), END))
    assert {one.query["step"] for one in asked if "query_range" in one.path} == {"2016"}


async def test_pending_alerts_are_told_and_heartbeats_and_later_ones_are_not():
    given = rules(
        alerting("pending"),
        alerting("inactive", pod="a"),
        alerting(alertname="Watchdog"),
        alerting(minutes_ago=-5, pod="b"),
    )
    found, _ = await look(answers(given=given))
    assert [one.attributes["alertstate"] for one in found.items] == ["pending"]


async def test_an_alert_that_ended_within_the_window_is_told_with_its_end():
    ended = values([1] * 20, end=END - timedelta(minutes=20), alertstate="firing", **LABELS)
    found, _ = await look(answers({RECORD: matrix(ended)}, rules(alerting(state=""))))
    [one] = found.items
    assert (one.state, one.ended_at) == (SignalState.ENDED, END - timedelta(minutes=20))
    assert one.started_at == END - timedelta(minutes=20, seconds=19 * STEP_S)
    assert (one.fingerprint, one.query) == (fingerprint(LABELS), RULE)
    assert (one.title, one.detail) == ("Checkout fails", "")


async def test_an_alert_that_came_and_went_counts_each_time():
    first = values([1] * 5, end=END - timedelta(minutes=30), alertstate="firing", **LABELS)
    again = values([1] * 5, end=END - timedelta(minutes=20), alertstate="firing", **LABELS)
    first["values"] += again["values"]
    found, _ = await look(answers({RECORD: matrix(first)}, rules()))
    assert [one.count for one in found.items] == [2]


async def test_without_rules_the_record_of_alerts_is_enough():
    firing = values([1] * 20, alertstate="firing", **LABELS)
    found, asked = await look(answers({RECORD: matrix(firing)}), rules=False)
    assert [one.state for one in found.items] == [SignalState.FIRING]
    assert not [one for one in asked if "rules" in one.path]


async def test_configured_queries_are_asked_for_the_services():
    expression = 'latency{service=~"checkout|ca\\\\.rt"}'
    found, _ = await look(
        answers({expression: matrix(stepped())}, rules()), queries={"latency": 'latency{service=~"$service"}'}
    )
    assert [(one.query, one.attributes[METRIC]) for one in found.items] == [(expression, "latency")]
    fewer = 'latency{service=~"checkout"}'
    again, _ = await look(
        answers({fewer: matrix(stepped())}, rules()),
        scope=Scope(services=("checkout",)),
        queries={"latency": 'latency{service=~"$service"}'},
    )
    assert again.items[0].fingerprint == found.items[0].fingerprint
    _, asked = await look(answers(given=rules()), scope=Scope(), queries={"latency": 'latency{service=~"$service"}'})
    assert 'latency{service=~".+"}' in [one.query.get("query") for one in asked]


async def test_a_series_that_does_not_name_its_service_is_about_the_alerts():
    found, _ = await look(answers({MEASURED: matrix(values([1.0] * 60 + [9.0] * 20))}))
    assert found.items[1].attributes[SERVICE] == "checkout"


async def test_a_deviation_that_is_over_has_an_end():
    over = values([1.0] * 40 + [9.0] * 20 + [1.0] * 20, service="checkout")
    found, _ = await look(answers({MEASURED: matrix(over)}))
    assert found.items[1].state is SignalState.ENDED


async def test_odd_numbers_and_histograms_are_passed_over():
    numbers = [math.nan] * 10 + [1.0] * 50 + [9.0] * 20
    odd = values(["+Inf" if math.isnan(one) else one for one in numbers], service="checkout")
    native = {"metric": {"service": "checkout"}, "histograms": [[END.timestamp(), {}]]}
    found, _ = await look(answers({MEASURED: matrix(odd, native, values(["NaN"] * 80))}))
    assert len(found.items) == 2


async def test_warnings_are_passed_on():
    found, _ = await look(
        answers({MEASURED: matrix(warnings=["store eu-2 did not answer"])}, rules(alerting(), warnings=["partial"]))
    )
    assert found.remark == "it warns: partial; it warns: store eu-2 did not answer"


async def test_a_query_that_fails_is_named_and_the_alerts_are_told():
    failed = {"status": "error", "errorType": "timeout", "error": "query timed out"}
    found, _ = await look(answers({MEASURED: failed}))
    assert [one.kind for one in found.items] == [SignalKind.ALERT]
    assert found.remark == "could not look at HighErrorRate: query timed out"


async def test_where_nothing_was_found_and_a_query_failed_it_could_not_look():
    failed = {"status": "error", "errorType": "timeout", "error": "query timed out"}
    with pytest.raises(Unavailable, match="query timed out"):
        await look(answers({"a": failed}, rules()), queries={"a": "a"})


@pytest.mark.parametrize(
    "broken",
    [
        success({"resultType": "vector", "result": []}),
        matrix({"metric": {}}),
        matrix({"metric": {}, "values": [[1, 2]]}),
        matrix({"metric": {}, "values": [["x", "1"]]}),
        matrix({"metric": {}, "values": [[END.timestamp(), "many"]]}),
        {"status": "success"},
    ],
)
async def test_an_answer_of_another_shape_is_no_empty_one(broken):
    with pytest.raises(Unavailable):
        await look(answers({RECORD: broken}, rules()))


async def test_what_fires_is_told_where_the_record_of_it_is_too_long():
    storm = [values(["1"] * 240, **{**LABELS, "pod": f"checkout-{n}", "alertname": f"A{n}"}) for n in range(1200)]
    found, _ = await look(answers({RECORD: matrix(*storm)}, rules(alerting())))
    assert [(one.title, one.state) for one in found.items][:1] == [("Checkout fails", SignalState.FIRING)]
    assert "could not look at alerts that ended: its answer has more than 4 MB" in found.remark


async def test_many_expressions_and_series_have_limits_that_are_said():
    queries = {f"q{n}": f"q{n}" for n in range(20)}
    series = [stepped(pod=str(n)) for n in range(70)]
    found, asked = await look(answers({"q0": matrix(*series)}, rules()), queries=queries)
    assert len([one for one in asked if one.query.get("query", "").startswith("q")]) == 12
    assert len(found.items) == 10
    assert found.remark == "q0: 10 series were not looked at; only 12 of 20 expressions were looked at"


async def test_alerts_of_the_services_in_trouble_are_measured_first():
    others = [alerting(expression=f"m{n} > 1", alertname=f"A{n}", service=f"s{n}") for n in range(20)]
    _, asked = await look(answers(given=rules(*others, alerting())))
    assert MEASURED in [one.query.get("query") for one in asked]  # of 21 expressions, 12 are asked for


async def test_tenant_and_token_are_sent():
    _, asked = await look(answers(), tenant="shop", token="s3cret")
    assert {one.headers["X-Scope-OrgID"] for one in asked} == {"shop"}
    assert {one.headers["Authorization"] for one in asked} == {"Bearer s3cret"}


async def test_what_calls_what():
    def edge(client, server):
        return {"metric": {"client": client, "server": server}, "value": [1, "5"]}

    graph = success({"resultType": "vector", "result": [edge("web", "cart"), edge("web", "auth"), edge("", "x")]})
    async with standing_in({INSTANT: graph}) as there, connected(KIND, url=there.url) as one:
        services = (await one.connector.services()).items
    assert [(each.name, each.calls) for each in services] == [("auth", ()), ("cart", ()), ("web", ("auth", "cart"))]
    async with connected(KIND, url="http://127.0.0.1:9", service_graph="") as one:
        assert (await one.connector.services()).items == ()


async def test_each_permission_is_checked():
    scalar = success({"resultType": "vector", "result": []})
    async with standing_in({INSTANT: scalar}) as there, connected(KIND, url=there.url) as one:
        query, rule = await one.connector.check()
    assert query.ok
    assert rule.advice.startswith("There is nothing at this address (404). Check `url`")
