from app.briefs.sections.recent import RECENT
from tests.briefs.saying import told_about


def test_only_the_last_minutes():
    read = told_about("09:00 ana: disk on web1 is 98% full\n10:00 ben: disk on web2 is 99% full")
    assert [point.statement.text for point in RECENT.points(read)] == ["ben: “disk on web2 is 99% full”"]


def test_what_a_command_did_is_in_nobodys_mouth():
    read = told_about("10:00 !title ana: Search is slow\n10:01 !acknowledgement ben: Done: fix it")
    assert [point.statement.text for point in RECENT.points(read)] == [
        "Title: Search is slow, set by ana",
        "Done: fix it, says ben",
    ]
