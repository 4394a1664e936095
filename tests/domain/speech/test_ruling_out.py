import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    (Act.RULING_OUT, "it's not the database"),
    (Act.RULING_OUT, "ruled out dns"),
    (Act.RULING_OUT, "nope, last deploy was 3 days ago"),
    (Act.RULING_OUT, "that's unrelated"),
    (Act.RULING_OUT, "not dns"),
    (Act.RULING_OUT, "nothing changed today"),
    (Act.RULING_OUT, "no deploys since tuesday"),
    (Act.RULING_OUT, "the network isn't the cause"),
    (Act.RULING_OUT, "can't be the cache, it's off"),
    (Act.RULING_OUT, "red herring, ignore that graph"),
    (Act.RULING_OUT, "not the proxy, its log is empty"),
    (Act.RULING_OUT, "not bgp; routes are stable"),
    (Act.RULING_OUT, "it isn't the scheduler: jobs start on time"),
    (Act.OBJECTING, "I don't think it's the db"),
    (Act.OBJECTING, "not sure about that"),
    (Act.OBJECTING, "I disagree, the graph says otherwise"),
    (Act.OBJECTING, "that doesn't explain the 500s"),
    (Act.OBJECTING, "no, the deploy was later"),
]
SAYS_NOT = [
    (Act.RULING_OUT, "not yet, still looking"),
    (Act.RULING_OUT, "not now, in a call"),
    (Act.RULING_OUT, "not really, no"),
    (Act.RULING_OUT, "not good, errors are back"),
    (Act.RULING_OUT, "if it's not the db then what"),
    (Act.RULING_OUT, "we can't rule out dns"),
    (Act.RULING_OUT, "not sure what it is"),
    (Act.RULING_OUT, "haven't ruled anything out"),
    (Act.OBJECTING, "no problem"),
    (Act.OBJECTING, "not sure what it is?"),
    (Act.OBJECTING, "no more errors"),
]


@pytest.mark.parametrize(("act", "sentence"), SAYS)
def test_is_heard(act, sentence):
    assert act in hear(sentence).acts


@pytest.mark.parametrize(("act", "sentence"), SAYS_NOT)
def test_is_not_heard(act, sentence):
    assert act not in hear(sentence).acts
