from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of


def test_unless_outweighs_says():
    rules = Rules(Act.DOING, any_of("restart", "reboot"), unless=any_of("not"))
    assert rules.heard("restart it")
    assert not rules.heard("do not reboot")
    assert not rules.heard("hello")
