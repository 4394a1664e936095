from app.briefs.sections.looking_back import BADLY, WELL
from tests.briefs.saying import told_about


def test_in_their_own_words():
    read = told_about("10:00 ana: great catch ben\n10:01 cy: the runbook is outdated")
    assert [point.statement.text for point in WELL.points(read)] == ["ana: “great catch ben”"]
    assert [point.statement.text for point in BADLY.points(read)] == ["cy: “the runbook is outdated”"]
