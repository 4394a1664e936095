import pytest

from app.domain.speech.act import Act
from app.domain.speech.hearing import hear

SAYS = [
    "restarted the api pods",
    "I just rolled back to v2.3",
    "rolling back now",
    "gonna bump the heap to 4g",
    "reverting the config change",
    "we failed over to eu-west",
    "scaled web to 20 replicas",
    "Disabled the feature flag",
    "I've drained node 7",
    "ok, restarting kafka-2",
    "deploying the hotfix",
    "killed the stuck query",
    "I'm adding the missing index",
    "let me restart the ingress",
    "taking db3 out of rotation",
    "turned the flag off",
    "rollback is done",
    "I deployed the fix a moment ago but it's not live yet",
    "pushed a fix, building now",
    "increased max connections to 500 on the primary",
    "cleared the cache on all edges",
    "flipping the switch, traffic moves to B",
]
SAYS_NOT = [
    "should we restart it?",
    "don't restart anything",
    "the deploy started at 3",
    "who restarted the pods?",
    "if we restart it the cache is cold",
    "I haven't restarted it yet",
    "the service was restarted by the watchdog",
    "restart failed",
    "need to restart db2",
    "masked would survive reboots",
    "I deployed v89 a moment ago but it's only css",
    "we merged the banner at noon, but that is unrelated",
    "we should have rolled back",
    "has anyone restarted it",
    "before we restart, take a dump",
    "running late, sorry",
    "moving to the other call",
    "I added you to the channel",
    "put the kettle on",
    "setting up a zoom",
]


@pytest.mark.parametrize("sentence", SAYS)
def test_is_heard(sentence):
    assert Act.DOING in hear(sentence).acts


@pytest.mark.parametrize("sentence", SAYS_NOT)
def test_is_not_heard(sentence):
    assert Act.DOING not in hear(sentence).acts
