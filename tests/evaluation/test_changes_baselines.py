"""Simpler rankers do what their names say."""

from app.evaluation.changes_baselines import BASELINES, four_features, latest_deploy, recency, same_service, text_only
from tests.context.ranking.situations import deploy, flag, log, merge, situation

CHANGES = [
    merge(10, "a" * 40, title="voucher"), deploy(30), deploy(58, "web"), merge(62, "b" * 40), deploy(66), flag(20), merge(11, "c" * 40, title="x"),
]  # fmt: skip


def refs(ranking):
    return [each.change.ref for each in ranking.candidates]


def test_orders():
    where = situation(log("voucher lost"))
    assert refs(recency(CHANGES, where))[:2] == ["m" + "b" * 40, "d58web"]
    assert refs(latest_deploy(CHANGES, where)) == ["d58web", "d30till"]
    assert refs(same_service(CHANGES, where)) == ["d30till", "d58web"]
    assert refs(text_only(CHANGES, where))[0] == "m" + "a" * 40
    assert refs(four_features(CHANGES, where))[0] == "d30till"


def test_none_of_them_ever_names_nothing():
    assert all(by(CHANGES, situation()).likely for by in BASELINES.values())
