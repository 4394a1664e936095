from app.briefs.sections.gist import GIST
from tests.briefs.saying import told_about


def test_first_sign_cause_what_helped_and_the_end():
    read = told_about(
        "10:00 bot: High CPU on api\n10:02 ana: the root cause is flag x on api-1\n10:03 ben: disabling the flag now\n"
        "10:06 cy: cpu dropping, 98% -> 20%\n10:10 ana: resolved"
    )
    texts = [point.statement.text for point in GIST.points(read)]
    assert texts[0].startswith("monitor: “High CPU")
    assert texts[1].startswith("Stated cause – ana")
    assert "→ helped: cy" in texts[2]
    assert texts[3].startswith("Declared over – ana")
    assert texts[4] == "From the first sign to the declared end: 10 min"


def test_a_report_that_is_the_impact_is_told_once():
    texts = [
        point.statement.text for point in GIST.points(told_about("10:00 ana: login is down for everyone in Europe"))
    ]
    assert texts == ["First reported – ana: “login is down for everyone in Europe”"]


def test_it_lasted_since_the_first_sign_though_that_was_found_later():
    told = {"connector": "p", "state": "firing"}
    details = {1: told | {"fingerprint": "m", "kind": "metric"}, 2: told | {"fingerprint": "a", "kind": "alert"}}
    text = "10:00 bot: Latency is up\n10:07 bot: Checkout fails\n10:30 ana: resolved, it is all back to normal"
    said = [point.statement for point in GIST.points(told_about(text, details))]
    assert said[0].text == "monitor: “Checkout fails”"
    assert said[-1].text == "From the first sign to the declared end: 30 min"


def test_a_decision_that_helped_is_the_fix():
    read = told_about(
        "10:00 bot: High CPU on api\n10:08 !decision ana: roll back ledger to v2.30\n"
        "10:14 ben: error rate is down from 19% to 0.4%"
    )
    texts = [point.statement.text for point in GIST.points(read)]
    assert "ana: “roll back ledger to v2.30” → helped: ben “error rate is down from 19% to 0.4%”" in texts
