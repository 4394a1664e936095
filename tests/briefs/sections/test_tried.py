from app.briefs.sections.tried import TRIED
from app.domain.brief import Standing
from tests.briefs.saying import told_about


def _only(text):
    (point,) = TRIED.points(told_about(text))
    return point.statement


def test_the_try_its_command_and_its_result():
    made = _only(
        "10:00 ana: bumping memory on the cache\n10:01 ana: ```$ kubectl set resources x```\n10:05 ben: hit rate recovering, 85%"
    )
    assert made.text == (
        "ana: “bumping memory on the cache”; ran `kubectl set resources x` → helped: ben “hit rate recovering, 85%”"
    )
    assert made.citations == (1, 2, 3)
    assert made.standing is Standing.INFERRED


def test_nobody_said_what_came_of_it():
    made = _only("10:00 ana: restarting api-1")
    assert made.text == "ana: “restarting api-1” → no result stated"
    assert made.standing is Standing.STATED


def test_a_result_without_a_try_is_reported():
    assert _only("10:00 ana: I think I got it").text == "Reported – ana: “I think I got it”"


def test_what_helped_matters_most():
    read = told_about(
        "10:00 ana: scaling api to 24 pods now\n10:03 ana: that made it worse, error rate went from 11% to 19%\n"
        "10:10 ben: restarting api-1 with a pool of 40\n10:12 cy: error rate is down from 19% to 0.4%"
    )
    assert "→ helped" in max(TRIED.points(read), key=lambda point: point.weight).statement.text
