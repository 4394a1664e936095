from tests.briefs.saying import told_about

ERRORS = {
    "connector": "alertmanager",
    "fingerprint": "f1",
    "state": "firing",
    "kind": "alert",
    "title": "Ledger answers 5xx",
    "attributes": {"alertname": "LedgerErrors", "service.name": "ledger"},
}


def rows(text, *details):
    return [row.text for row in told_about(text, dict(enumerate(details, 1))).rows]


def test_what_a_bot_says_of_an_alert_that_a_system_tells_of_is_told_once():
    ended = ERRORS | {"state": "ended"}
    text = """
        10:00 bot: Ledger answers 5xx
        10:20 bot: Ended: Ledger answers 5xx
        10:02 bot: [FIRING:1] LedgerErrors ledger (ledger-0 critical)
        10:03 bot: [FIRING:1] Ledger answers 5xx
        10:21 bot: [RESOLVED] Ledger answers 5xx
    """
    assert rows(text, ERRORS, ended) == ["Ledger answers 5xx", "Ended: Ledger answers 5xx"]


def test_what_is_another_alert_or_of_another_time_stays():
    text = """
        10:00 bot: Ledger answers 5xx
        10:02 bot: [FIRING:1] LedgerErrors search
        10:03 bot: [RESOLVED] Ledger answers 5xx
        10:40 bot: [FIRING:1] Ledger answers 5xx in Asia
    """
    assert len(rows(text, ERRORS)) == 4


def test_without_connected_systems_bots_are_heard():
    assert rows("10:00 bot: [FIRING:1] Ledger answers 5xx") == ["Ledger answers 5xx"]
