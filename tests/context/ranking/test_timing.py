import pytest

from app.context.ranking.case import case
from app.context.ranking.timing import is_too_late, spoken, timing, too_late
from app.domain.change import ChangeState
from tests.context.ranking.situations import at, deploy, flag, merge, situation, told

from datetime import timedelta  # isort: skip


def test_shortly_before_is_more_than_long_before_and_hours_are_not_nothing():
    found = [told(timing, [deploy(minute)])[0][0] for minute in (58, 40, 0, -300, -5000)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 3.5
    assert found[2] > 1.5
    assert found[-1] == 0


def test_words():
    assert told(timing, [deploy(54)]) == [(3.6, "deployed 6 min before the first deviation")]
    assert told(timing, [flag(54)])[0][1] == "switched 6 min before the first deviation"
    assert told(timing, [deploy(54)], situation(onset=None))[0][1] == "deployed 11 min before the alert"
    assert told(timing, [deploy(60.5)]) == [(3.0, "deployed at about the time of the first deviation")]


def test_what_came_later_cannot_be_it():
    assert told(timing, [deploy(70)]) == []
    assert told(too_late, [deploy(70)]) == [(0.0, "deployed 10 min after the first deviation")]
    assert told(too_late, [merge(70, "a" * 40), deploy(0)])[0][1] == "made 10 min after the first deviation"


def test_a_rollout_that_began_before_and_ended_in_it_is_not_too_late():
    change = deploy(55, finished_at=at(63))
    found = case([change], situation())
    assert not is_too_late(found.subjects[0], found)
    assert is_too_late(*_subject(deploy(66, state=ChangeState.RUNNING)))


def _subject(change):
    found = case([change], situation())
    return found.subjects[0], found


def test_a_merge_that_nothing_deployed_has_no_time():
    assert told(timing, [merge(50, "a" * 40), deploy(0)]) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(40, "40 s"), (360, "6 min"), (8340, "2 h 19 min"), (7200, "2 h"), (90_000, "25 h"), (260_000, "3 days")],
)
def test_lengths_of_time(seconds, words):
    assert spoken(timedelta(seconds=seconds)) == words
