from app.briefs.sections.follow_ups import FOLLOW_UPS
from tests.briefs.saying import told_about


def _texts(*args):
    return [point.statement.text for point in FOLLOW_UPS.points(told_about(*args))]


def test_by_command():
    assert _texts("10:00 !follow_up ana: Pin the module", {1: {"owner": "ben", "due": "2026-05-01"}}) == [
        "ana: “Pin the module” – owner: ben, due: 2026-05-01"
    ]
    assert _texts("10:00 !follow_up ana: Pin the module", {1: {"owner": "", "due": ""}}) == [
        "ana: “Pin the module” – owner: unknown, due: unknown"
    ]


def test_whoever_says_i_will_owns_it_and_a_date_is_quoted():
    assert _texts("10:00 ana: I'll write the postmortem by friday") == [
        "ana: “I'll write the postmortem by friday” – owner: ana, due: “by friday”"
    ]


def test_we_should_belongs_to_nobody_yet():
    assert _texts("10:00 ana: we should add an alert for this") == [
        "ana: “we should add an alert for this” – owner: unknown, due: unknown"
    ]


def test_asked_for_and_taken():
    assert _texts("10:00 ana: who can take the expiry alert?\n10:01 ben: me, by friday") == [
        "ana: “who can take the expiry alert?”; ben: “me, by friday” – owner: ben, due: “by friday”"
    ]
