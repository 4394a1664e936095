import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: the restart did not help\n10:01 ben: errors dropped on api-7\n10:02 cy: could we drain node-3?\n10:03 dee: not dns, resolver latency is flat"
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ana says the restart did not help", 1),
        ("ben saw errors drop on api-7", 2),
        ("cy asked whether to drain node-3", 3),
        ("dee ruled out dns, as resolver latency is flat", 4),
    ],
)
def test_as_it_was(text, number):
    assert Rule.POLARITY not in rules(text, CONTEXT, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ana says the restart did help", 1),
        ("ben saw errors rise on api-7", 2),
        ("ben did not see errors drop on api-7", 2),
        ("cy drained node-3", 3),
        ("dee says it is dns, resolver latency is flat", 4),
        ("dee did not rule out dns", 4),
    ],
)
def test_turned_round(text, number):
    assert Rule.POLARITY in rules(text, CONTEXT, number)
