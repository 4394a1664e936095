from datetime import UTC, datetime

from app.demo.company.alerts import alert, delivery, held

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_its_end_is_told_of_the_same_alert():
    fired = alert(
        NOON,
        "X",
        state="firing",
        text="bad",
        labels={"service": "a", "severity": "critical"},
        before=None,
        prometheus="http://p",
    )
    ended = alert(
        NOON.replace(minute=5),
        "X",
        state="resolved",
        text="good",
        labels={"service": "a"},
        before=fired,
        prometheus="http://p",
    )
    assert ended["labels"] == fired["labels"] == {"alertname": "X", "service": "a", "severity": "critical"}
    assert (ended["startsAt"], ended["endsAt"]) == ("2026-03-01T12:00:00Z", "2026-03-01T12:05:00Z")
    assert ended["generatorURL"] == "http://p/graph?g0.expr=ALERTS%7Balertname%3D%22X%22%7D"
    assert ended["fingerprint"] == fired["fingerprint"]


def test_how_it_is_sent_and_held():
    fired = alert(NOON, "X", state="firing", text="bad", labels={}, before=None, prometheus="http://p")
    assert (delivery(fired)["version"], delivery(fired)["alerts"]) == ("4", [fired])
    assert held(fired)["status"]["state"] == "active"
