import pytest

from app.briefs import write
from app.briefs.sections.plain_words import AFFECTED, PROGRESS, SITUATION, is_plain
from app.domain.brief import BriefKind, Standing
from tests.briefs.saying import conversation, told_about


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


_LEDGER = (
    "10:00 bot: Ledger is slow\n10:05 ana: I deployed v89 a moment ago but it's only css\n"
    "10:08 !decision ana: roll back ledger to v2.30\n10:10 !change bot: Rolled back: ledger v2.30\n"
)
_ROLLED_BACK = {4: {"connector": "argocd", "ref": "2", "state": "done", "undoes": "1"}}


def _progress(text, details):
    """The section of the finished update: what the check lets through."""
    return write(BriefKind.UPDATE, conversation(text.strip(), details)).sections[-1].statements


def test_a_change_that_was_taken_back_is_progress():
    (said,) = _progress(
        "10:00 bot: Ledger is slow\n10:10 !change bot: Switched back: fast path", {2: {"state": "undone"}}
    )
    assert (said.text, said.citations, said.standing) == ("A change was taken back", (2,), Standing.OBSERVED)
    assert f"{said.at:%H:%M}" == "10:10"


def test_that_it_helped_is_told_with_it_where_the_record_joins_them():
    (said,) = _progress(f"{_LEDGER}10:14 ben: error rate is down from 19% to 0.4%", _ROLLED_BACK)
    assert said.text == "A change was taken back, and the team reports improvement"
    assert (said.citations, said.standing) == ((3, 4, 5), Standing.INFERRED)


def test_what_was_decided_and_helped_is_progress_without_an_observed_change():
    (said,) = _progress(
        "10:00 bot: Ledger is slow\n10:08 !decision ana: roll back ledger to v2.30\n"
        "10:14 ben: error rate is down from 19% to 0.4%",
        {},
    )
    assert said.text == "A measure was decided on, and the team reports improvement"


def test_another_change_is_not_what_helped():
    talk = _LEDGER.replace("Rolled back: ledger v2.30", "Switched back: summer banner")
    said = _progress(f"{talk}10:14 ben: error rate is down from 19% to 0.4%", _ROLLED_BACK)
    assert [each.text for each in said] == [
        "A change was taken back",
        "A measure was decided on, and the team reports improvement",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "running", "undoes": "1"},
        {"state": "failed", "undoes": "1"},
        {"state": "done"},
    ],
)
def test_a_rollback_that_has_not_happened_is_no_progress(change):
    assert _progress("10:00 bot: Ledger is slow\n10:10 !change bot: ledger v2.30", {2: change}) == ()


def test_what_was_taken_back_before_the_trouble_is_no_progress():
    text = "09:50 !change bot: Rolled back: ledger v2.30\n10:00 bot: Ledger is slow"
    assert _progress(text, {1: {"state": "done", "undoes": "1"}}) == ()


def test_a_measure_after_the_rollback_is_told_too():
    said = _progress(f"{_LEDGER}10:20 ben: restarting ledger-7 now", _ROLLED_BACK)
    assert [each.text for each in said] == [
        "A change was taken back",
        "A measure was taken; its effect is not known yet",
    ]


def test_a_measure_that_did_not_help_is_not_said_to_be_undecided():
    (said,) = _progress("10:00 ana: restarting api-1\n10:03 ana: that didn't help", {})
    assert said.text == "A measure was taken, and the team reports no improvement"
