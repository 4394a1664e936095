import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "should we roll back?",
    "maybe we should fail over",
    "how about restarting it?",
    "we could disable the flag",
    "what if we drain it",
    "I think we need to redeploy",
    "can we scale up?",
]
SAYS_NOT = [
    "you should see it now",
    "it should be fixed",
    "can we find out who did it?",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.PROPOSING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.PROPOSING not in hear(sentence).acts
