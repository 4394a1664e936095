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


def test_of_what_systems_tell_the_first_weighs_most_and_log_lines_least():
    def details(name, kind="alert"):
        return {"connector": "am", "fingerprint": name, "state": "firing", "kind": kind}

    text = "10:00 bot: Database is full\n10:01 bot: Ledger fails\n10:02 bot: Timed out"
    account = told_about(text, {1: details("a"), 2: details("b"), 3: details("c", "log")})
    first, second, lines = SEEN.points(account)
    assert first.weight > second.weight > lines.weight


def test_what_still_fires_weighs_more_than_what_came_first_and_has_ended():
    def details(name, state="firing"):
        return {"connector": "am", "fingerprint": name, "state": state, "kind": "alert"}

    text = "10:00 bot: Database is full\n10:01 bot: Ledger fails\n10:02 bot: Ended: Database is full"
    account = told_about(text, {1: details("a"), 2: details("b"), 3: details("a", "ended")})
    over, firing = SEEN.points(account)
    assert over.statement.text.endswith("; ended")
    assert firing.weight > over.weight
