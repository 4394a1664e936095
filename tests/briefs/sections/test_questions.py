from app.briefs.sections.questions import QUESTIONS
from tests.briefs.saying import told_about


def test_only_the_open_ones():
    read = told_about("10:00 ana: did the api deploy finish?\n10:01 ben: yes\n10:05 ana: who owns the proxy config?")
    assert [point.statement.text for point in QUESTIONS.points(read)] == ["ana: “who owns the proxy config?”"]
