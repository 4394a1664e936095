import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "the root cause is a full disk",
    "it was caused by the cert renewal",
    "turns out the flag was on",
    "the culprit is job 17",
    "that's why the queue grew",
    "the cert expired because renewal never ran",
    "ran out of file descriptors",
    "latency went up due to the missing index",
    "the problem was a typo in the config",
    "somebody accidentally deleted the route",
    "cause: the certificate expired at noon",
    "the root cause: two nodes with one id",
]
SAYS_NOT = [
    "let's find the root cause",
    "do we know the cause?",
    "because",
    "root cause unknown",
    "cause: still unknown",
    "root cause: tbd",
    "why though",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.EXPLAINING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.EXPLAINING not in hear(sentence).acts
