import pytest

from app.briefs.guardrails import Rule
from tests.briefs.guardrails.judging import rules
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 ana: the outage was caused by the expired cert\n10:01 ben: maybe the deploy broke logins\n10:02 cy: logins fail\n"
    "10:03 dee: renewed the cert\n10:04 dee: that fixed it, logins are back to normal"
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ana says the outage was caused by the expired cert", (1,)),
        ("According to ana, the expired cert caused the outage", (1,)),
        ("Stated cause – ana: “the outage was caused by the expired cert”", (1,)),
        ("ben suspects that the deploy broke logins", (2,)),
        ("dee renewed the cert, and reported that it fixed logins", (4, 5)),
    ],
)
def test_stated_and_attributed(text, numbers):
    assert not rules(text, CONTEXT, *numbers) & {Rule.CAUSE, Rule.OUTCOME}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The outage was caused by the expired cert", (1,)),
        ("ana says the outage was caused by the deploy", (1,)),
        ("ben says that the deploy caused logins to fail", (2,)),
        ("Logins fail because of the deploy", (2, 3)),
        ("Logins fail due to the expired cert", (1, 3)),
        ("cy says logins fail as a result of the expired cert", (3,)),
    ],
)
def test_causes_that_nobody_stated_or_nobody_is_named_for(text, numbers):
    assert Rule.CAUSE in rules(text, CONTEXT, *numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("dee renewed the cert, which fixed logins", (4,)),
        ("Logins are fixed", (5,)),
        ("cy says logins are fixed", (3,)),
    ],
)
def test_outcomes_that_nobody_stated_or_nobody_is_named_for(text, numbers):
    assert Rule.OUTCOME in rules(text, CONTEXT, *numbers)
