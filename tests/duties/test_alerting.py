from app.duties.alerting import INVITE, invite_job, tell_job
from tests.context.telling import at


def test_one_word_a_minute():
    job = tell_job(7, at(0.2))
    assert job.run_at == at(1)
    assert tell_job(7, at(0.9)).key == job.key
    assert tell_job(7, at(1)).key != job.key
    assert tell_job(8, at(0.2)).key != job.key


def test_people_are_asked_in_after_the_channel_was_opened():
    job = invite_job(7, ("U1", "U2"), at(0))
    assert job.lane == "incident:7"
    assert job.payload[INVITE] == ["U1", "U2"]
