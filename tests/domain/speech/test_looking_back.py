import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    (Act.PRAISING, "great catch"),
    (Act.PRAISING, "the runbook really helped"),
    (Act.PRAISING, "quick fix, well done"),
    (Act.PRAISING, "luckily the failover worked well"),
    (Act.REGRETTING, "the runbook is outdated"),
    (Act.REGRETTING, "nobody noticed for an hour"),
    (Act.REGRETTING, "no alert fired"),
    (Act.REGRETTING, "we should have caught this in review"),
    (Act.REGRETTING, "took way too long to find"),
    (Act.REGRETTING, "docs were wrong"),
]
SAYS_NOT = [
    (Act.PRAISING, "glad to help"),
    (Act.PRAISING, "good idea?"),
    (Act.REGRETTING, "docs are updated"),
    (Act.REGRETTING, "should we have caught this?"),
]


@pytest.mark.parametrize(("act", "sentence"), SAYS)
def test_is_heard(act, sentence):
    assert act in hear(sentence).acts


@pytest.mark.parametrize(("act", "sentence"), SAYS_NOT)
def test_is_not_heard(act, sentence):
    assert act not in hear(sentence).acts
