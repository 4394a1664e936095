from app.briefs.evidence.quoting import Heard, point, quoted, words
from tests.briefs.saying import PEOPLE, told_about


def _heard(text, number=0):
    item = told_about(f"10:00 ana: {text}").heard[0]
    return Heard(item, item.sentences[number])


def test_a_short_message_is_quoted_whole():
    assert (
        quoted(_heard("Checking... nope, last deploy was 3 days ago", 1), PEOPLE)
        == "ana: “Checking... nope, last deploy was 3 days ago”"
    )


def test_of_a_long_one_the_sentence_that_matters():
    heard = _heard("Blah blah and so on and on. The disk on web1 is full. " + "More words here. " * 20, 1)
    assert words(heard, 60) == "The disk on web1 is full."
    assert words(_heard("Hi. The disk is full.", 1), alone=True) == "The disk is full."


def test_whom_it_was_said_to():
    assert quoted(_heard("ben: revert it"), PEOPLE) == "ana to ben: “revert it”"


def test_a_point_cites_what_it_quotes():
    made = point(_heard("the disk is full"), PEOPLE, label="Theory")
    assert made.statement.text == "Theory – ana: “the disk is full”"
    assert made.statement.citations == (1,)
    assert made.statement.who == ("ana",)
