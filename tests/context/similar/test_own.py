"""What our own record says of an incident that is over: what it was, and what ended it."""

from datetime import UTC, datetime, timedelta

import pytest

from app.context.similar.own import _fix, _what
from app.record.timeline import Row

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def row(minute: int, kind: str, text: str, weight: int = 5) -> Row:
    at = NOON + timedelta(minutes=minute)
    return Row(at=at, kind=kind, text=text, who="Ana", citations=(minute,), url="", weight=weight)


def test_what_it_was_is_the_impact_before_the_alert_before_what_was_seen():
    rows = [row(0, "observation", "errors"), row(1, "signal", "HighErrorRate"), row(2, "impact", "nobody can pay")]
    assert _what(rows).text == "nobody can pay"
    assert _what(rows[:2]).text == "HighErrorRate"
    assert _what(rows[:1]).text == "errors"
    assert _what([row(0, "action", "rolled back")]) is None


@pytest.mark.parametrize(
    ("rows", "fix"),
    [
        ([row(1, "action", "restarted the proxy"), row(5, "action", "rolled back checkout")], "rolled back checkout"),
        (
            [row(5, "action", "rolled back checkout"), row(9, "resolution", "all green, we are done")],
            "rolled back checkout",
        ),
        ([row(5, "decision", "we roll back"), row(6, "action", "called the vendor")], "we roll back"),
        ([row(6, "action", "called the vendor")], "called the vendor"),
        ([row(5, "action", "rolled back checkout"), row(30, "action", "restarted the canary")], "rolled back checkout"),
        ([row(12, "action", "rolled back checkout, forgot to say")], "rolled back checkout, forgot to say"),
        ([row(9, "resolution", "all green, we are done"), row(3, "note", "restarted")], None),
        ([row(3, "action", "restarted the pool"), row(4, "result", "the restart did not help at all")], None),
        ([row(3, "decision", "let's not roll back")], None),
        (
            [
                row(1, "action", "rolled back checkout"),
                row(2, "action", "restarted the pool"),
                row(3, "result", "the restart did not help"),
            ],
            "rolled back checkout",
        ),
        (
            [row(1, "action", "rolled back checkout"), row(2, "result", "tried scaling up, no effect")],
            "rolled back checkout",
        ),
        ([row(1, "action", "called the vendor"), row(2, "result", "that made it worse")], None),
        (
            [row(1, "decision", "we do not wait, roll back, it is failing again")],
            "we do not wait, roll back, it is failing again",
        ),
        ([], None),
    ],
)
def test_what_ended_it(rows, fix):
    found = _fix(rows, NOON + timedelta(minutes=10))
    assert (found.text if found else None) == fix
