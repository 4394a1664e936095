import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "false alarm",
    "known issue, see JIRA-4",
    "expected, maintenance window",
    "ignore that, load test",
    "just a blip",
    "planned maintenance until 4",
]
SAYS_NOT = [
    "this was unexpected",
    "is this a known issue?",
    "not a false alarm",
    "I ignored lunch",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.DISMISSING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.DISMISSING not in hear(sentence).acts
