from app.briefs.sections.noticed import NOTICED
from tests.briefs.saying import told_about


def test_by_a_person_and_who_answered():
    read = told_about("10:00 ana: hi\n10:01 ana: checkout is down, 500s everywhere\n10:02 ben: looking")
    assert [point.statement.text for point in NOTICED.points(read)] == [
        "First reported – ana: “checkout is down, 500s everywhere”",
        "First answer – ben: “looking”",
    ]
