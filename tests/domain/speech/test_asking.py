import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "anyone looking at this?",
    "who owns the proxy?",
    "did we deploy today?",
    "can someone check db2",
    "what changed?",
    "is it just me or is grafana slow?",
]
SAYS_NOT = [
    "what's going on?!",
    "really?",
    "still seeing failures on my side??",
    "makes sense, right?",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.ASKING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.ASKING not in hear(sentence).acts
