import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: I'll write the postmortem by friday\n10:01 ben: we should alert on disk usage\n10:02 cy: dee can you check the replay tomorrow?\n"
    "10:03 !follow_up cy: Tune the alert\n10:04 !follow_up cy: Pin the module",
    {4: {"owner": "ben", "due": "2026-05-01"}, 5: {"owner": "", "due": ""}},
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ana will write the postmortem by Friday", 1),
        ("Write the postmortem – owner: ana, due: Friday", 1),
        ("ben thinks the team should alert on disk usage", 2),
        ("dee will check the replay tomorrow", 3),
        ("Tune the alert – owner: ben, due: 2026-05-01", 4),
        ("Pin the module – owner: unknown, due: unknown", 5),
    ],
)
def test_somebody_committed(text, number):
    assert Rule.COMMITMENT not in rules(text, CONTEXT, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ben will write the postmortem by Friday", 1),
        ("ana will write the postmortem by Thursday", 1),
        ("Alert on disk usage – owner: ben", 2),
        ("ben will alert on disk usage", 2),
        ("cy will check the replay tomorrow", 3),
        ("Tune the alert – owner: cy", 4),
        ("Tune the alert, due 2026-06-01", 4),
        ("Pin the module, assigned to cy", 5),
        ("Pin the module by 17:00", 5),
    ],
)
def test_nobody_did(text, number):
    assert Rule.COMMITMENT in rules(text, CONTEXT, number)
