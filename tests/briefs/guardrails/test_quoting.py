import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: not dns, resolver latency is flat. the restart did not help at all\n10:01 ben: ran `kubectl get pods`, all twelve are up"
)


@pytest.mark.parametrize(
    "text",
    [
        "ana: “not dns, resolver latency is flat”",
        "ana said “Resolver   latency is flat”",
        "ana: “not dns … latency is flat”",
        "ana: «the restart did not help»",
        "ana: „the restart did not help“",
        "ben ran `kubectl get pods`",
    ],
)
def test_as_it_was_said(text):
    assert rules(text, CONTEXT, 1, 2) == set()


@pytest.mark.parametrize(
    "text",
    [
        "ana: “resolver latency is high”",
        "ana: “dns, resolver latency is flat”",
        "ana: “the restart did … help at all”",
        "ana: “resolver latency is flat all twelve are up”",
        'ana: "the restart helped"',
        "ana: «all pods are gone»",
        "ana: ‘the restart did help’",
    ],
)
def test_not_as_it_was_said(text):
    assert rules(text, CONTEXT, 1, 2) & {Rule.QUOTATION, Rule.POLARITY}


def test_code_that_was_not_run():
    assert Rule.CODE in rules("ben ran `kubectl delete pods`", CONTEXT, 2)
