import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "customers can't log in",
    "about 5% of users see errors",
    "checkout is down",
    "merchants are complaining about double charges",
    "we're losing orders",
    "users in EU are affected",
    "nobody can deploy",
    "the site is down",
    "no customer impact",
    "support says people can't upload",
    "roughly 300 orders were lost",
    "login is broken for everyone",
    "around 12 % of requests fail",
    "40% of searches are timing out",
]
SAYS_NOT = [
    "are customers affected?",
    "people are joining the call",
    "everyone hi",
    "this could affect users",
    "reach out to the customers",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.IMPACT in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.IMPACT not in hear(sentence).acts
