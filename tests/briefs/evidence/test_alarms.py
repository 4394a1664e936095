from tests.briefs.saying import told_about


def test_the_same_alert_on_two_hosts_is_one_with_its_count():
    (alert,) = told_about(
        "10:00 bot: PROBLEM - disk on web1 is CRITICAL\n10:05 bot: PROBLEM - disk on web2 is CRITICAL"
    ).alerts
    assert len(alert.fired) == 2
    assert not alert.over


def test_an_end_belongs_to_the_alert_whose_thread_it_is_in():
    first, second = told_about(
        "10:00 bot: High CPU on api\n10:01 bot: High memory on db\n10:05 >1 bot: Auto-resolved: back to normal"
    ).alerts
    assert first.over
    assert not second.over


def test_an_alert_that_fires_again_is_not_over():
    (alert,) = told_about("10:00 bot: [FIRING:1] Lag\n10:02 bot: [RESOLVED] Lag\n10:03 bot: [FIRING:1] Lag").alerts
    assert not alert.over


def noticed(fingerprint, state="firing"):
    return {"connector": "alertmanager", "fingerprint": fingerprint, "state": state, "kind": "alert"}


def test_what_a_connected_system_tells_is_not_guessed_from_words():
    text = """
        10:00 bot: Recovery job is fine
        10:01 bot: Recovery job is fine
        10:04 >2 bot: Ended: Recovery job is fine
        10:05 bot: Fires again: Recovery job is fine
    """
    details = {1: noticed("1"), 2: noticed("2"), 3: noticed("2", "ended"), 4: noticed("1")}
    account = told_about(text, details)
    first, second = account.alerts
    assert (len(first.fired), first.over) == (2, False)
    assert (len(second.fired), second.over) == (1, True)
    assert [row.text for row in account.rows] == [
        "Recovery job is fine (2 times, last 10:05 UTC)",
        "Recovery job is fine",
        "Ended: Recovery job is fine",
    ]
