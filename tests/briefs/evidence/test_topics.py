from app.briefs.evidence.passages import passages
from app.briefs.evidence.topics import topics
from app.domain.speech.told import told
from tests.briefs.evidence.meeting import meeting


def test_phrases_that_came_up_often_each_with_a_line_that_has_it():
    found = topics(passages(told(meeting())))
    assert [each.phrase for each in found][:2] == ["coffee machine", "water filter"]
    assert all(each.phrase in each.told.words for each in found)


def test_a_line_that_denies_it_does_not_stand_for_it():
    talk = "\n".join(["ana: There is no red door.", *["ben: The red door is open."] * 3])
    (topic,) = topics(passages(told(meeting(talk))))
    assert topic.told.name == "ben"


def test_nothing_when_nothing_came_up_often():
    assert topics(passages(told(meeting("ana: We keep the red door.")))) == []
