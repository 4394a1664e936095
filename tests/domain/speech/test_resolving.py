import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "resolved",
    "we're all clear",
    "incident is over",
    "back to normal, closing this",
    "Auto-resolved: ok",
    "everything is fully restored",
    "calling this resolved",
]
SAYS_NOT = [
    "not resolved yet",
    "is it resolved?",
    "once it's resolved we can talk",
    "almost back to normal",
    "when the issue is resolved ping me",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.RESOLVING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.RESOLVING not in hear(sentence).acts
