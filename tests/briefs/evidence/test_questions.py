import pytest

from tests.briefs.saying import told_about

ASK = "10:00 ana: did the api deploy finish?"


@pytest.mark.parametrize(
    "answer",
    [
        "10:01 ben: yes, at 9:50",
        "10:10 >1 ben: it finished before ten",
        "10:15 ben: <@ana> it did",
        "10:15 ben: ana: it did, at 9:50",
        "10:02 ana: nvm, found it",
        "10:20 ben: the api deploy finish was at 9:50",
    ],
)
def test_answered(answer):
    (question,) = told_about(f"{ASK}\n{answer}").questions
    assert question.answer is not None


@pytest.mark.parametrize(
    "other",
    [
        "10:01 ben: lol",
        "10:01 ben: looking at the db",
        "10:01 ben: same question here?",
        "10:45 ben: yes",
        "10:01 ana: anybody there",
        "10:02 bot: deploy of api finished",
        "10:02 ben: disk on db3 is full",
    ],
)
def test_still_open(other):
    questions = told_about(f"{ASK}\n{other}").questions
    assert questions[0].answer is None


def test_the_one_asked_answers_by_speaking():
    (question,) = told_about(
        "10:00 ana: ben: what did sync do?\n10:12 ben: the tags on the servers did not change"
    ).questions
    assert question.answer is not None


def test_on_it_answers_a_request_to_the_one_who_says_it():
    (question,) = told_about("10:00 ana: ben can you bump the pool to 40?\n10:01 ben: on it").questions
    assert question.answer is not None
