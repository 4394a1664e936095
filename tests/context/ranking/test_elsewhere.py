from dataclasses import replace

import pytest

from app.context.ranking.case import case
from app.context.ranking.elsewhere import CAUSES
from app.domain.signal import SignalKind, SignalState
from tests.context.ranking.situations import at, deploy, log, metric, signal, situation


def said(*signals, **more):
    found = case([deploy(50)], situation(*signals, **more))
    return {reason.key: reason for cause in CAUSES for reason in cause(found)}


@pytest.mark.parametrize(
    ("key", "signals"),
    [
        ("expiry", [log("x509: certificate has expired or is not yet valid")]),
        ("expiry", [log("licence expired on <N>")]),
        ("machine", [log("write failed: no space left on device")]),
        ("machine", [log("NodeNotReady", "kubelet")]),
        ("machine", [metric("node_cpu_utilization", 0.3, 0.97, "worker-7")]),
        ("machine", [metric("ready_replicas", 2, 0.5, "coredns")]),
        ("traffic", [metric("requests_per_second", 100, 900)]),
        ("others", [signal(SignalKind.STATUS, "CardCo: degraded", "")]),
        ("others", [log("503 from the payment provider")]),
        ("others", [log("POST https://api.cardco.example/v1 failed")]),
        ("record", [log("row out of range: record_id=r-881", count=40)]),
        (
            "record",
            [log("bad row <N>", count=40, examples=("malformed record id=77 try 1", "malformed record id=77 try 2"))],
        ),
    ],
)
def test_what_speaks_for_something_else(key, signals):
    assert set(said(*signals)) == {key}


@pytest.mark.parametrize(
    "signals",
    [
        [log("token is expired")],
        [signal(SignalKind.STATUS, "CardCo: degraded for weeks", "", minute=-900)],
        [log("No provider for HttpClient")],
        [log("timeout calling https://ledger.svc.cluster.local/x")],
        [log("failed at https://ledger.internal/x"), log("connect to till.example")],
        [metric("requests_per_second", 100, 20)],
        [metric("requests_per_second", 100, 900, "what-till-calls")],
        [metric("requests_per_second", 100, 900, minute=64)],
        [metric("node_cpu_utilization", 0.3, 0.97, "worker-7", minute=64)],
        [log("malformed record", count=40, examples=("malformed record id=77", "malformed record id=78"))],
        [log("out of range: record_id=r-881", count=2)],
    ],
)
def test_what_does_not(signals):
    assert said(*signals) == {}


def test_a_machine_that_the_service_itself_wears_out_says_half():
    alone = said(log("NodeUnderPressure", "kubelet"))["machine"].points
    own = said(log("NodeUnderPressure", "kubelet"), metric("process_memory_rss", 100, 900))["machine"].points
    assert own == alone / 2


@pytest.mark.parametrize(
    ("changed", "signals", "share"),
    [
        ("shop", [], 0.5),
        ("shop", [metric("requests_per_second", 100, 900, "shop")], 1),
        ("till", [], 1),
        ("printer", [], 1),
    ],
)
def test_more_requests_may_come_from_a_caller_that_was_changed(changed, signals, share):
    where = situation(metric("requests_per_second", 100, 900), *signals, calls=(("shop", "till"),))
    found = case([deploy(50, changed)], where)
    assert [reason.points for cause in CAUSES for reason in cause(found)] == [7.0 * share]


def test_a_part_of_the_platform_that_was_changed_is_a_service_like_others():
    found = case([deploy(50, "coredns")], situation(metric("ready_replicas", 2, 0.5, "coredns")))
    assert not [reason for cause in CAUSES for reason in cause(found)]


def test_what_a_third_party_reported_is_over_when_it_says_so():
    over = signal(SignalKind.STATUS, "CardCo: degraded", "", state=SignalState.ENDED, ended_at=at(75))
    assert said(over)["others"].words == "a third party reported trouble until 13:15 UTC: “CardCo: degraded”"
    unsaid = replace(over, ended_at=None)
    assert said(unsaid)["others"].words == "a third party reported trouble: “CardCo: degraded”"
    tomorrow = replace(over, ended_at=at(13 * 60))
    assert "until 05 May 01:00 UTC" in said(tomorrow)["others"].words
    still = signal(SignalKind.STATUS, "SmsCo: down", "")
    assert said(over, still)["others"].words == "a third party reports trouble: “SmsCo: down”"
