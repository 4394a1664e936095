import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "I think the disk is full",
    "maybe it's the new kernel",
    "could be related to the deploy",
    "looks like a network issue",
    "probably a bad node",
    "I suspect the migration",
    "might be dns",
    "wondering if the lb is draining twice",
    "smells like a memory leak",
    "my guess: stale certs",
    "could it be the cron job?",
    "does this mean we lost writes?",
    "must be the proxy",
]
SAYS_NOT = [
    "I think so",
    "looks good to me",
    "i think we got it",
    "maybe",
    "we should probably go",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.SUPPOSING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.SUPPOSING not in hear(sentence).acts
