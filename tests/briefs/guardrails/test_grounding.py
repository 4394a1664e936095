import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: rolled the payments deploy back to 2.40, errors dropped\n10:01 ben: users cannot log in since the cert expired"
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ana reverted the payments deployment to 2.40", 1),
        ("ben reports that customers cannot log in", 2),
        ("Users cannot log in since the certificate expired, ben says", 2),
    ],
)
def test_reworded(text, number):
    assert rules(text, CONTEXT, number) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The sea is calm tonight and the moon shines on the harbour",
        "ben says users cannot log in, and lawyers threaten to sue the company",
        "The quarterly budget review was postponed",
        "ben said something",
    ],
)
def test_invented(text):
    assert Rule.GROUNDING in rules(text, CONTEXT, 1, 2)


def test_words_gathered_from_everywhere_are_no_ground():
    scattered = conversation(
        "\n".join(
            f"10:{n:02} ana: {word} here"
            for n, word in enumerate(["alpha", "bravo", "carol", "delta", "eagle", "frank", "gamma", "hotel"])
        )
    )
    assert Rule.GROUNDING in rules(
        "alpha bravo carol delta eagle frank gamma hotel zebra quokka", scattered, *range(1, 9)
    )
