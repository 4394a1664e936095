"""What is looked for: short what is wrong, apart from what else is said."""

from dataclasses import replace
from datetime import UTC, datetime

from app.context.similar.symptoms import asked, symptoms
from app.domain.incident import Incident
from app.domain.signal import Signal, SignalKind

NOW = datetime(2026, 3, 4, tzinfo=UTC)
INCIDENT = Incident(
    id=1,
    key="INC-1",
    title="Checkout returns 503 for gift cards",
    channel="C1",
    channel_name="inc",
    declared_at=NOW,
    declared_by="U1",
)
TALK = "\n".join(["hello everybody", "p99 latency of checkout went to 8 s at 10:02", "anyone around?"] * 40)


def signal(title: str) -> Signal:
    return Signal(connector="am", kind=SignalKind.ALERT, fingerprint=title, title=title, started_at=NOW, last_at=NOW)


def test_the_title_and_the_alerts_say_what_is_wrong_and_the_talk_is_apart():
    question = asked(INCIDENT, ["checkout"], [signal(f"Alert {n}") for n in "abcde"], TALK)
    assert question.headline.splitlines() == [
        "Checkout returns 503 for gift cards",
        "",
        "Alert a",
        "Alert b",
        "Alert c",
    ]
    assert question.talk.splitlines()[:3] == ["checkout", "Alert d", "Alert e"]
    assert "p99 latency of checkout" in question.talk
    assert "hello" not in question.text


def test_a_vague_title_is_made_up_for_by_what_was_seen():
    vague = replace(INCIDENT, title="Something is broken")
    assert "p99 latency" in asked(vague, (), (), TALK).headline
    assert "disk of the mail host" in asked(vague, (), (), "disk of the mail host is full").headline


def test_words_alone_are_what_is_wrong():
    assert asked(None, (), (), "disk full").headline == "disk full"
    assert "p99 latency" in asked(None, (), (), TALK).headline
    assert asked(None, (), (), "").headline == ""


def test_symptoms_are_said_once():
    assert symptoms(TALK) == ["p99 latency of checkout went to 8 s at 10:02"]
