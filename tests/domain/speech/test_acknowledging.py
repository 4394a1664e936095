import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "looking",
    "on it",
    "thanks!",
    "lol",
    "ok",
    "me too",
    "checking the logs now",
    "let me take a look",
    "same here",
    "Looking into this :eyes:",
    "I see it too",
    "np",
    "haha nice",
    "brb",
    "ack",
]
SAYS_NOT = [
    "looking at the logs, disk is 98% full",
    "thanks, but p99 is 4s now",
    "checking... found 3 dead pods",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.ACKNOWLEDGING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.ACKNOWLEDGING not in hear(sentence).acts
