import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "let's roll back",
    "we'll fail over at 14:00",
    "I'd rather wait for the vendor",
    "ok go ahead",
    "decided to keep the old version tonight",
    "agreed, no deploys until monday",
    "I won't rollback in that case",
    "going with option B",
    "don't deploy anything please",
    "let's not touch the db",
    "we're going to disable checkout for EU",
    "let's do the restarts first",
    "please nobody restart anything",
]
SAYS_NOT = [
    "let's see",
    "let's check the logs",
    "let's hope so",
    "we'll see",
    "I won't be around later",
    "have we decided anything?",
    "let me check",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.DECIDING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.DECIDING not in hear(sentence).acts
