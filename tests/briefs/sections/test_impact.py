from app.briefs.sections.impact import IMPACT
from tests.briefs.saying import told_about


def test_a_command_outweighs_the_chat():
    first, second = IMPACT.points(told_about("10:00 ana: users can't log in\n10:01 !impact ben: Nobody can log in"))
    assert second.statement.text == "ben: “Nobody can log in”"
    assert second.weight > first.weight


def test_what_a_report_lists_is_one_statement():
    (point,) = IMPACT.points(told_about("10:00 ana: Resolved\\nCause: a typo\\nImpact:\\n• 12 minutes\\n• 40 orders"))
    assert point.statement.text == "ana: “12 minutes”, “40 orders”"


def test_nobody_said():
    assert IMPACT.points(told_about("10:00 ana: hm")) == []
