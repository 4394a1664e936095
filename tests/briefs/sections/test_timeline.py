from app.briefs.sections.timeline import TIMELINE
from tests.briefs.saying import told_about


def test_a_row_is_a_quotation():
    (point,) = TIMELINE.points(told_about("10:00 ana: disk on web1 is 98% full\n10:01 ben: ok"))
    assert point.statement.text == "ana: “disk on web1 is 98% full”"
