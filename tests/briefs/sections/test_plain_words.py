import pytest

from app.briefs.sections.plain_words import AFFECTED, PROGRESS, SITUATION, is_plain
from tests.briefs.saying import told_about


def _texts(part, *args):
    return [point.statement.text for point in part.points(told_about(*args))]


@pytest.mark.parametrize("text", ["Merchants get webhooks late", "About 5% of orders fail", "Login is slow in Europe"])
def test_plain(text):
    assert is_plain(text, told_about("10:00 ana: x"))


@pytest.mark.parametrize(
    "text",
    [
        "web1 is down",
        "`x` fails",
        "redis evictions",
        "ask ana",
        "see https://x.example",
        "max_pool too low",
        "db.example.net",
        "",
        "p99 is 4s",
    ],
)
def test_internal(text):
    assert not is_plain(text, told_about("10:00 ana: x"))


def test_internals_stay_inside():
    talk = "10:00 ana: redis-1 is down, users can't log in\n10:01 !impact ana: redis-1 is down\n10:02 ana: root cause is redis-1\n10:03 ben: restarting redis-1"
    everything = " ".join(_texts(SITUATION, talk) + _texts(AFFECTED, talk) + _texts(PROGRESS, talk))
    assert "redis" not in everything
    assert "ana" not in everything.split()
    assert _texts(AFFECTED, talk) == []
    assert "its effect is not known yet" in everything


def test_the_status_in_words():
    assert _texts(SITUATION, "10:00 !status ana:", {1: {"to": "monitoring"}}) == [
        "A fix is in place and we are watching whether it holds"
    ]
    assert _texts(SITUATION, "10:00 ana: hello") == []


def test_a_cause_that_was_named_is_not_called_unknown():
    talk = "10:00 !status ana:\n10:02 ben: the root cause is the pool limit of 10"
    moved = {1: {"to": "investigating"}}
    assert _texts(SITUATION, talk, moved) == ["We are working on a problem"]
    assert _texts(PROGRESS, talk, moved) == ["The team has named a cause"]


def test_that_it_is_over_outranks_the_status_it_began_with():
    talk = "10:00 !status ana:\n10:05 ben: errors are at 40%\n10:20 ben: all clear, this is resolved"
    declared = {1: {"was": "", "to": "investigating"}}
    assert _texts(SITUATION, talk, declared) == ["The team reports that the problem is over"]
    again = f"{talk}\n10:30 !status ana:"
    moved = declared | {4: {"was": "monitoring", "to": "investigating"}}
    assert _texts(SITUATION, again, moved) == ["We are looking into a problem and do not know its cause yet"]
