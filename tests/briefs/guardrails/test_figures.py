import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: errors rose to 5,000 at 14:05, p99 1.5s, two pods of 2.41 failing, 2% of traffic\n"
    "10:04 ben: queue_lag_seconds is 340 on both\n10:09 cy: errors again, disk 40 GB"
)
FIGURES = {Rule.TIME, Rule.NUMBER, Rule.DATE, Rule.IDENTIFIER}


@pytest.mark.parametrize(
    "text",
    [
        "ana saw errors rise to 5k at 2.05pm UTC",
        "ana saw p99 of 1500 ms and 2 percent of traffic",
        "2 pods of 2.41 are failing, ana says at 10:00",
        "Errors and queue lag were told by three people within 9 minutes",
        "ben saw a queue lag of 340 seconds",
        "cy saw errors and disk 40GB",
    ],
)
def test_said_or_counted(text):
    assert not rules(text, CONTEXT, 1, 2, 3) & FIGURES


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ana saw errors at 14:06", Rule.TIME),
        ("ana saw errors rise to 50,000", Rule.NUMBER),
        ("ana saw three pods of 2.41 failing", Rule.NUMBER),
        ("ana saw pods of 2.42 failing", Rule.NUMBER),
        ("ana saw 3% of traffic failing", Rule.NUMBER),
        ("ana saw half of traffic failing", Rule.NUMBER),
        ("ana saw errors for 20 minutes", Rule.TIME),
        ("ana saw errors on Monday", Rule.DATE),
        ("ana saw errors on 13 April", Rule.DATE),
        ("cy saw errors, disk 40 TB", Rule.NUMBER),
    ],
)
def test_made_up(text, rule):
    assert rule in rules(text, CONTEXT, 1, 2, 3)
