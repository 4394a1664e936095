from app.context.ranking.case import case
from tests.context.ranking.situations import at, deploy, log, merge, metric, situation


def test_what_is_prepared():
    changes = [deploy(50), merge(20, "a" * 40, title="ledger rounding", diff="-round(x)\n+floor(x)")]
    found = case(
        changes,
        situation(log("slow", "ledger"), metric("requests_per_second", 1, 9, service="edge"), services=("Till",)),
    )
    assert (found.scope, found.also) == ({"till"}, {"ledger"})
    assert found.began_at == at(60)
    assert found.rarity["ledg"] > 0
    assert found.spread["round"] == 1
    merged = next(each for each in found.subjects if each.change.ref.startswith("m"))
    assert {"ledg", "round", "floor"} <= set(merged.words)


def test_the_alert_stands_in_for_an_onset_that_is_not_known_or_later():
    assert case([], situation(onset=None)).began_at == at(65)
    assert case([], situation(onset=80)).began_at == at(65)
