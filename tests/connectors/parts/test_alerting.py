import re
from datetime import UTC, datetime

import pytest

from app.connectors.parts.alerting import alert, any_of, attributes, expression, fingerprint, is_heartbeat, web_link
from app.domain.attributes import CLUSTER, ENVIRONMENT, HOST, NAMESPACE, SERVICE, VERSION
from app.domain.signal import SignalState

AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def of(labels=None, ended_at=None, **annotations):
    given = {"labels": {"alertname": "HighErrorRate", **(labels or {})}, "annotations": annotations}
    return alert(given, connector="am", started_at=AT, last_at=AT, ended_at=ended_at)


def test_labels_say_the_same_in_the_words_of_opentelemetry():
    said = attributes(
        {"app": "cart", "namespace": "shop", "cluster": "eu-1", "env": "prod", "node": "n1", "version": "7"}
    )
    expected = {SERVICE: "cart", NAMESPACE: "shop", CLUSTER: "eu-1", ENVIRONMENT: "prod", HOST: "n1", VERSION: "7"}
    assert expected.items() <= said.items()
    assert said["app"] == "cart"


@pytest.mark.parametrize(
    ("labels", "service"),
    [
        ({"service": "cart", "job": "x"}, "cart"),
        ({"job": "cart"}, "cart"),
        ({"service": "kube-state-metrics", "deployment": "cart"}, "cart"),
        ({"job": "node_exporter"}, None),
        ({"service_name": "a", "service": "b"}, "a"),
        ({"service.name": "a", "job": "b"}, "a"),
        ({}, None),
    ],
)
def test_which_label_names_the_service(labels, service):
    assert attributes(labels).get(SERVICE) == service


def test_the_labels_that_name_the_service_can_be_others():
    assert attributes({"team": "a", "service": "b"}, ("team",))[SERVICE] == "a"


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ({"alertname": "Watchdog"}, True),
        ({"alertname": "Dead Mans Switch"}, True),
        ({"alertname": "InfoInhibitor"}, True),
        ({"alertname": "X", "severity": "none"}, True),
        ({"alertname": "WatchdogTimerReset", "severity": "critical"}, False),
        ({}, False),
    ],
)
def test_what_fires_all_the_time_is_known(labels, right):
    assert is_heartbeat(labels) is right


def test_the_title_is_the_summary_else_the_name_and_where():
    assert of(summary="Cart\nfails", description="a\nb").title == "Cart fails"
    assert of(description="a\nb").detail == "a\nb"
    assert of({"instance": "10.0.0.1:9"}).title == "HighErrorRate (10.0.0.1:9)"
    assert alert({}, connector="am", started_at=AT, last_at=AT, ended_at=None).title == "An alert without a name"


def test_severity_runbook_and_end():
    one = of({"severity": "page"}, AT, runbook_url="https://r.example/1")
    assert (one.severity, one.state, one.attributes["runbook_url"]) == (1, SignalState.ENDED, "https://r.example/1")
    assert of({"priority": "P3"}).severity == 3
    assert of().severity is None


def test_odd_labels_do_no_harm():
    given = {"labels": {"a": 1, "b": None, "c": "\udcff", "alertname": ["x"]}, "annotations": "none"}
    assert alert(given, connector="am", started_at=AT, last_at=AT, ended_at=None).fingerprint


def test_the_fingerprint_is_prometheuss_own():
    """Of a recorded alert: the labels, and what Alertmanager 0.25 made of them."""
    labels = {"alertname": "Watchdog", "severity": "none"}
    assert fingerprint(labels) == "448881ef475b9b26"
    assert fingerprint(dict(reversed(labels.items()))) == fingerprint(labels)


@pytest.mark.parametrize(
    ("url", "query"),
    [
        ("https://p.example/graph?g0.expr=app_errors+%3E+5&g0.tab=1", "app_errors > 5"),
        ("https://grafana.example/alerting/1", ""),
        ("http://[::1", ""),
        (None, ""),
    ],
)
def test_the_expression_is_in_the_link(url, query):
    assert expression(url) == query


def test_only_web_addresses_are_links():
    assert web_link("javascript:alert(1)") == ""
    assert web_link("https://a.example/x") == "https://a.example/x"


@pytest.mark.parametrize("name", ["cart", "a.b", 'x"} or y', "back\\slash", "a|b", "$(x)", "(?i)c"])
def test_a_name_in_a_selector_matches_itself_alone(name):
    quoted = any_of([name])
    pattern = re.sub(r"\\(.)", r"\1", quoted)  # what the server reads from the quoted text
    assert re.fullmatch(pattern, name)
    assert not re.fullmatch(pattern, f"{name}x")
    assert not re.search(r'(?<!\\)(?:\\\\)*"', quoted)


def test_no_name_is_every_name():
    assert any_of([]) == ".+"
    assert any_of(["a", "", "b"]) == "a|b"
