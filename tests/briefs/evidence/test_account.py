from app.domain.entry import Kind
from app.domain.speech.act import Act
from tests.briefs.saying import told_about


def test_commands_and_acts_in_order():
    read = told_about("10:00 ana: disk on db1 is full. cpu on db1 is at 98%\n10:01 !decision ben: wait\n10:02 cy: lol")
    assert [item.name for item in read.commands(Kind.DECISION)] == ["ben"]
    assert [heard.told.name for heard in read.saying(Act.OBSERVING)] == ["ana"]
