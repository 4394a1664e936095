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
