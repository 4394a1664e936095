import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: rolled back the deploy\n10:01 ben: restarted the cache nodes\n10:02 cy: dee drained the old nodes, errors are gone"
)


@pytest.mark.parametrize(
    "text",
    [
        "ana rolled back the deploy and ben restarted the cache nodes",
        "dee drained the old nodes",
        "The cache nodes were restarted by ben",
        "ben: “restarted the cache nodes”",
        "“rolled back the deploy”, said ana",
    ],
)
def test_who_did(text):
    assert Rule.ATTRIBUTION not in rules(text, CONTEXT, 1, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "ben rolled back the deploy",
        "ana restarted the cache nodes, and ben rolled back the deploy",
        "The cache nodes were restarted by ana",
        "ana: “restarted the cache nodes”",
        "“rolled back the deploy”, said ben",
        "cy said “restarted the cache nodes”",
    ],
)
def test_who_did_not(text):
    assert Rule.ATTRIBUTION in rules(text, CONTEXT, 1, 2, 3)
