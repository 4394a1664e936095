from app.briefs.sections.people import PEOPLE
from tests.briefs.saying import told_about


def _texts(*args):
    return [point.statement.text for point in PEOPLE.points(told_about(*args))]


def test_roles_as_last_given():
    details = {n: {"role": "lead", "person": who} for n, who in ((1, "ana"), (2, "ben"))}
    assert _texts("10:00 !role ana:\n10:05 !role ana:", details) == ["lead: ben"]
    assert _texts("10:00 !role ana:", {1: {"role": "lead", "person": ""}}) == []


def test_who_is_looking_at_what_and_who_took_what_by_saying_so():
    assert _texts("10:00 ana: I'll take comms\n10:01 ben: looking at the redis pods\n10:02 cy: lol") == [
        "ana: “I'll take comms”",
        "ben: “looking at the redis pods”",
    ]


def test_looking_is_over_when_it_is_over():
    assert _texts("10:00 ben: looking at the redis pods\n10:02 ana: resolved") == []
