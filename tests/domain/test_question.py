"""Questions are told from commands, and give the words that an answer would have."""

import pytest

from app.domain.question import Asked, asked, asks_about, is_question, is_slip, wanted


@pytest.mark.parametrize(
    "text",
    [
        "when did we roll back, and who decided?",
        "who is on call",
        "hey, did anybody restart the gateway?",
        "please tell me what the cause was",
        "any idea why it is slow",
        "checkout still down?",
        "tell me about the pool",
        "证书什么时候过期？",
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


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("what was ruled out?", "excluded"),
        ("who turned the flag off?", "disable"),
        ("what is still to do?", "follow-up"),
        ("when did 3.18 go out?", "deploy"),
        ("searches that timed out", "timeout"),
    ],
)
def test_two_words_may_be_one(said, topic):
    assert topic in [group[0] for group in wanted(said)]


def test_letters_out_of_order_are_slips():
    assert is_slip("teh")
    assert not is_slip("the")
    assert not is_slip("pool")


@pytest.mark.parametrize("rest", ["on the rollback?", "of this incident?", "about payments ?"])
def test_what_follows_makes_it_a_question(rest):
    assert asks_about(rest)
    assert not asks_about(rest.replace("?", ""))


def test_a_name_in_markup_is_a_word():
    assert wanted("what did <@U1> restart")[0] == ("u1",)
