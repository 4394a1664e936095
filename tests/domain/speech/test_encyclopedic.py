import pytest

from app.domain.speech.encyclopedic import aloof, worldly


@pytest.mark.parametrize("sentence", ["the history of the roman empire", "how solar panels work", "a recipe for bread"])
def test_about_the_world(sentence):
    assert worldly(sentence)
    assert aloof(sentence)


@pytest.mark.parametrize(
    "sentence", ["the queue is full", "we rolled back", "what is this", "p99 at 40%", "db-3 again"]
)
def test_about_the_incident(sentence):
    assert not aloof(sentence)
