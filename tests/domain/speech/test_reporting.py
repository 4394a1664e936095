import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "that fixed it",
    "no change",
    "didn't help",
    "error rate is back to normal",
    "still failing",
    "that made it worse",
    "latency recovering",
    "works now",
    "all pods are up",
    "done",
    "seems to have done the trick",
    "queue is draining, 4000 -> 200",
    "no more errors",
    "success rate climbing back to 99%",
]
SAYS_NOT = [
    "let me know when it's done",
    "is it fixed?",
    "once that is done we go",
    "hope that helps",
    "that should help",
    "not done yet",
    "this will fix it",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.REPORTING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.REPORTING not in hear(sentence).acts
