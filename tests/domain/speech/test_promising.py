import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "I'll write the postmortem",
    "I'll file a ticket tomorrow",
    "we should add an alert for this",
    "TODO: document the failover",
    "I'm opening a ticket for the retry bug",
    "we need to review the thresholds after this",
    "will check after standup",
    "we'll make sure this doesn't happen again",
]
SAYS_NOT = [
    "I'll check",
    "I'll look at the logs",
    "we'll see",
    "will do",
    "looking into it now",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.PROMISING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.PROMISING not in hear(sentence).acts
