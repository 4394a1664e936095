import pytest

from app.domain.speech.answering import ANSWERING, TAKING_BACK


@pytest.mark.parametrize(
    "sentence", ["yes, since 9", "no it was me", "it was the cron", "me, by friday", "well, partly"]
)
def test_openings_of_answers(sentence):
    assert ANSWERING.heard(sentence)


@pytest.mark.parametrize("sentence", ["the disk is full", "yesterday it worked", "none"])
def test_other_openings(sentence):
    assert not ANSWERING.heard(sentence)


@pytest.mark.parametrize("sentence", ["nvm", "never mind, found it", "scratch that"])
def test_a_question_is_taken_back(sentence):
    assert TAKING_BACK.heard(sentence)
