from app.briefs.sections.seen import SEEN
from app.domain.brief import Standing
from tests.briefs.saying import told_about


def test_an_alert_is_told_once_with_its_count():
    (point,) = SEEN.points(
        told_about(
            "10:00 bot: PROBLEM - disk on web1 full\n10:05 bot: PROBLEM - disk on web2 full\n10:09 >2 bot: OK: fine"
        )
    )
    assert point.statement.text == "monitor: “disk on web1 full” – 2 times, last 10:05 UTC: “disk on web2 full”; ended"
    assert point.statement.citations == (1, 2, 3)
    assert point.statement.standing is Standing.OBSERVED


def test_what_people_see_is_stated():
    (point,) = SEEN.points(told_about("10:00 ana: disk on web1 is 98% full"))
    assert point.statement.standing is Standing.STATED


def test_a_machines_remark_is_no_alert():
    (point,) = SEEN.points(told_about("10:00 bot: ana deployed api v12"))
    assert point.statement.text == "monitor: “ana deployed api v12”"
