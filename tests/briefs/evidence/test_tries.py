import pytest

from app.briefs.evidence.tries import Outcome
from tests.briefs.saying import told_about


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("cy: error rate is dropping, 40% -> 2%", Outcome.HELPED),
        ("cy: that didn't help", Outcome.NO_EFFECT),
        ("cy: that made it worse", Outcome.MADE_WORSE),
        ("cy: lunch anyone", Outcome.UNKNOWN),
        ("cy: still not sure what's going on", Outcome.UNKNOWN),
    ],
)
def test_the_outcome_is_what_people_said_next(result, outcome):
    (each,) = told_about(f"10:00 ana: restarting the api pods\n10:03 {result}").tried.tries
    assert each.outcome is outcome


def test_the_last_word_counts():
    (each,) = told_about(
        "10:00 ana: restarting the api pods\n10:02 ben: latency recovering\n10:06 ben: latency is back up to 4s, made it worse"
    ).tried.tries
    assert each.outcome is Outcome.MADE_WORSE


def test_steps_of_one_person_in_a_row_are_one_try():
    (each,) = told_about(
        "10:00 ana: I'm going to fail over redis\n10:01 ana: failing over now\n10:08 ana: failover done\n10:09 ben: no change"
    ).tried.tries
    assert len(each.steps) == 3
    assert each.outcome is Outcome.NO_EFFECT


def test_two_people_are_two_tries_and_a_result_goes_to_the_one_it_names():
    first, second = told_about(
        "10:00 ana: restarting the billing workers\n10:01 ben: scaling search to 9 replicas\n"
        "10:05 cy: the billing workers restart didn't help"
    ).tried.tries
    assert first.outcome is Outcome.NO_EFFECT
    assert second.outcome is Outcome.UNKNOWN


def test_a_result_long_after_belongs_to_nothing():
    found = told_about("10:00 ana: restarting the api pods\n12:00 ben: everything is back to normal").tried
    assert found.tries[0].outcome is Outcome.UNKNOWN
    assert len(found.other_results) == 1


def test_a_number_that_got_worse_is_not_blamed_on_a_try():
    (each,) = told_about("10:00 ana: restarting the api pods\n10:02 ben: saw the spike in failures").tried.tries
    assert each.outcome is Outcome.UNKNOWN


def test_done_counts_when_the_doer_says_so_or_a_decision_was_to_be_carried_out():
    (each,) = told_about("10:00 ana: let's do the restarts first\n10:05 ben: should be done").tried.tries
    assert each.chosen
    assert each.done is not None
    (each,) = told_about("10:00 ana: restarting api-1\n10:05 ben: lunch is done").tried.tries
    assert each.done is None


def test_what_is_left_alone_is_not_tried():
    assert told_about("10:00 ana: ok I won't rollback in that case").tried.tries == []
    assert told_about("10:00 ana: masked would survive reboots, so really disabled").tried.tries == []


def test_an_action_by_command_is_a_try():
    (each,) = told_about("10:00 !action ana: flushed the edge cache\n10:01 ben: that fixed it").tried.tries
    assert each.outcome is Outcome.HELPED
