import pytest

from app.domain.speech.act import Direction
from app.domain.speech.movement import direction, phrased

BETTER, SAME, WORSE = Direction.BETTER, Direction.SAME, Direction.WORSE


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("error rate dropping", BETTER),
        ("errors 51% → 38% → 0.3%", BETTER),
        ("success rate dropped to 40%", WORSE),
        ("success rate is climbing", BETTER),
        ("p99 went up to 3s", WORSE),
        ("queue 4000 -> 200", BETTER),
        ("cache hit rate just dropped to 0%", WORSE),
        ("latency is back to normal", BETTER),
        ("that didn't help", SAME),
        ("still failing", SAME),
        ("no change, lag still climbing", SAME),
        ("that made it worse", WORSE),
        ("not recovering at all", SAME),
        ("once it is back to normal we can talk", None),
        ("that should help", None),
        ("restarting to drop old connections", None),
        ("i had lunch", None),
    ],
)
def test_which_way_things_went(sentence, expected):
    assert direction(sentence) is expected


def test_a_number_that_moved_is_not_a_phrase():
    assert phrased("error rate dropping") is None
