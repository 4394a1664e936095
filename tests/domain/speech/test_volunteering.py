import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear


@pytest.mark.parametrize(
    "sentence",
    ["I'm incident lead unless someone objects", "i'll take comms", "taking scribe", "I'm running this", "I am IC"],
)
def test_is_heard(sentence):
    assert Act.VOLUNTEERING in hear(sentence).acts


@pytest.mark.parametrize("sentence", ["who is lead?", "I'm not the lead", "the lead is asleep", "taking a look"])
def test_is_not_heard(sentence):
    assert Act.VOLUNTEERING not in hear(sentence).acts
