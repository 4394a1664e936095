import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "error rate is at 12%",
    "seeing timeouts on api-3",
    "cpu pegged on db1",
    "disk is 98% full",
    "the queue has 40k messages",
    "getting 502s from the lb",
    "p99 went from 80ms to 2s",
    "replica lag is 300s",
    "`ERROR connection refused`",
    "half the requests return 500",
    "logs show OOMKilled",
    "cert expired yesterday",
]
SAYS_NOT = [
    "lol",
    "thanks for the coffee",
    "I'm hungry",
    "nice weather",
    "let me know if it fails",
    "maybe the disk is full",
    "hi all",
    "my cat is asleep",
    "see you tomorrow",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.OBSERVING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.OBSERVING not in hear(sentence).acts
