from app.briefs.sections.decisions import DECISIONS
from tests.briefs.saying import told_about


def test_what_came_of_it_where_somebody_said():
    (point,) = DECISIONS.points(told_about("10:00 ana: let's do the restarts first\n10:04 ben: should be done"))
    assert point.statement.text == "ana: “let's do the restarts first” → said to be done: ben “should be done”"


def test_commands_weigh_most():
    points = DECISIONS.points(
        told_about("10:00 ana: let's roll back\n10:01 !decision ben: Roll back, it is the only change")
    )
    assert points[1].weight > points[0].weight
