from app.briefs.evidence.moments import Moment
from tests.briefs.saying import told_about


def test_times_and_their_sources():
    known = told_about(
        "10:00 bot: High error rate on api\n10:02 ana: looking\n10:03 ana: errors started at 09:55\n"
        "10:05 ben: rolling back now\n10:08 cy: error rate dropping\n10:10 ana: resolved"
    ).moments
    assert known[Moment.STARTED].stated == "09:55"
    assert f"{known[Moment.DETECTED].at:%H:%M}" == "10:00"
    assert f"{known[Moment.ACKNOWLEDGED].at:%H:%M}" == "10:02"
    assert f"{known[Moment.MITIGATED].at:%H:%M}" == "10:08"
    assert f"{known[Moment.RESOLVED].at:%H:%M}" == "10:10"
    assert not known[Moment.ACKNOWLEDGED].sure


def test_what_nobody_said_is_unknown():
    assert told_about("10:00 ana: hello\n10:01 ben: hi").moments == {}


def test_an_end_that_did_not_hold_is_no_end():
    known = told_about("10:00 ana: checkout is down\n10:05 ana: resolved\n10:07 ben: still failing").moments
    assert Moment.RESOLVED not in known


def test_the_command_outranks_the_chat():
    known = told_about(
        "10:00 ana: checkout is down\n10:05 ana: resolved\n10:09 !status ben:",
        {3: {"was": "investigating", "to": "resolved"}},
    ).moments
    assert f"{known[Moment.RESOLVED].at:%H:%M}" == "10:09"
    known = told_about(
        "10:00 ana: checkout is down\n10:05 ana: resolved\n10:09 !status ben:",
        {3: {"was": "resolved", "to": "identified"}},
    ).moments
    assert Moment.RESOLVED not in known


def test_it_was_over_when_it_was_resolved_not_when_it_was_closed():
    told = "10:00 ana: checkout is down\n10:05 !status ben:\n10:06 !status ben:\n10:20 !status ben:\n11:00 !status ben:"
    moves = ("resolved", "investigating", "resolved", "closed")
    known = told_about(told, {number: {"to": to} for number, to in enumerate(moves, 2)}).moments
    assert f"{known[Moment.RESOLVED].at:%H:%M}" == "10:20"


def test_going_by_the_last_alert_when_people_say_nothing():
    known = told_about("10:00 bot: High CPU on api\n10:02 >1 bot: Auto-resolved: Metrics returned to normal").moments
    assert f"{known[Moment.RESOLVED].at:%H:%M}" == "10:02"


def test_a_deviation_that_was_found_by_looking_says_when_it_began_not_when_it_was_noticed():
    told = {"connector": "p", "state": "firing"}
    details = {1: told | {"fingerprint": "m", "kind": "metric"}, 2: told | {"fingerprint": "a", "kind": "alert"}}
    known = told_about("10:00 bot: p99 latency left its usual range\n10:07 bot: Checkout fails", details).moments
    assert (known[Moment.STARTED].at.minute, known[Moment.DETECTED].at.minute) == (0, 7)
    assert Moment.DETECTED not in told_about("10:00 bot: p99 latency left its usual range", details).moments
