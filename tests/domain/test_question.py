"""Questions are told from commands, and give the words that an answer would have."""

import pytest

from app.domain.question import Asked, asked, is_question, wanted


@pytest.mark.parametrize(
    "text",
    [
        "when did we roll back, and who decided?",
        "who is on call",
        "hey, did anybody restart the gateway?",
        "please tell me what the cause was",
        "any idea why it is slow",
        "checkout still down?",
    ],
)
def test_questions(text):
    assert is_question(text)


@pytest.mark.parametrize("text", ["desicion roll back", "sumary", "resolve", "?", "", "why?", "statsu"])
def test_no_questions(text):
    assert not is_question(text)


def test_several_things_may_be_asked():
    assert asked("when did we roll back, and who decided?") == {Asked.WHEN, Asked.WHO}


def test_what_people_say_for_the_same_belongs_together():
    groups = wanted("when did we roll payments back?")
    assert [group[0] for group in groups] == ["rollback", "payments"]
    assert {"revert", "rolled", "rollback"} <= set(groups[0])


def test_words_that_tell_nothing_are_left_out():
    assert wanted("what was it about?") == ()


def test_a_name_in_markup_is_a_word():
    assert wanted("what did <@U1> restart")[0] == ("u1",)
