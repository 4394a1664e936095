from app.briefs.sections.causes import CAUSES, FACTORS, THEORIES
from tests.briefs.saying import told_about

TALK = (
    "10:00 ana: could it be dns again?\n10:01 ben: not dns, resolver latency is flat\n"
    "10:05 cy: I think the pool on db1 is too small\n10:09 dee: the root cause is the pool limit of 10 in terraform"
)


def _texts(part, talk=TALK):
    return [point.statement.text for point in part.points(told_about(talk))]


def test_stated_supposed_and_ruled_out_are_told_apart():
    assert _texts(FACTORS) == ["Stated cause – dee: “the root cause is the pool limit of 10 in terraform”"]
    assert _texts(THEORIES) == [
        "Theory – cy: “I think the pool on db1 is too small”",
        "Ruled out – ana: “could it be dns again?”; against: ben “not dns, resolver latency is flat”",
    ]
    assert len(_texts(CAUSES)) == 3


def test_a_doubtful_exclusion_is_doubtful():
    assert _texts(CAUSES, "10:00 ana: seems like nothing has changed") == [
        "Seems ruled out – ana: “seems like nothing has changed”"
    ]


def test_no_cause_is_made_up():
    assert _texts(CAUSES, "10:00 ana: disk on web1 is 98% full\n10:01 ben: restarting web1") == []


def test_what_was_stated_matters_more_than_a_theory_put_there_by_hand():
    read = told_about("10:00 !hypothesis ana: it is the disk\n10:09 dee: the root cause is the pool limit of 10")
    assert max(CAUSES.points(read), key=lambda point: point.weight).statement.text.startswith("Stated cause – dee")
