"""Figures of rankings, and the quality of ours on incidents of our own: changed names, times and orders change nothing."""

from datetime import timedelta

import pytest

from app.context.ranking import rank
from app.context.situation import Ranking
from app.evaluation.changes import find_scenarios
from app.evaluation.changes_scoring import figures, ranked, told
from tests.evaluation.robustness import BENCH, PERTURBED, own_scenarios
from tests.evaluation.scenarios.every import EVERY


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return own_scenarios(tmp_path_factory.mktemp("own"))


def test_ours_are_all_right(own):
    results = ranked(own, rank)
    assert [each.scenario for each in results if not each.is_right] == []
    assert figures(results) == {
        "scenarios": 32, "with_culprit": 20, "without_culprit": 12, "top1": 1, "top3": 1, "top5": 1, "mrr": 1, "decoy_at_1": 0,
        "none_recall": 1, "named": 1, "right": 1,
    }  # fmt: skip


def test_names_and_times_do_not_matter(tmp_path):
    for number, each in enumerate(EVERY):
        services = {line.service for line in each.lines} | {each.service}
        each.write(
            tmp_path,
            rename={name: f"unit-{number}-{i}" for i, name in enumerate(sorted(services, key=len, reverse=True))},
            later=timedelta(days=77, hours=5),
        )
    assert figures(ranked(find_scenarios(tmp_path), rank))["right"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "changes in another order",
        "no traces, no catalog",
        "onset 3 minutes late",
        "no flags",
        "no titles",
        "no metrics, so no onset",
    ],
)
def test_what_may_be_missing(own, name):
    assert figures(ranked(own, PERTURBED[name]))["right"] >= 0.95


def test_a_ranker_that_finds_nothing_and_one_that_names_everything(own):
    nothing = figures(ranked(own, lambda changes, situation: Ranking()))
    assert (nothing["top1"], nothing["mrr"], nothing["none_recall"], nothing["right"]) == (
        0,
        0,
        1,
        pytest.approx(12 / 32),
    )


def test_what_is_told_of_one_scenario(own):
    result = next(each for each in ranked(own, rank) if each.scenario == "dropped-column")
    shown = told(result)
    assert (shown["place"], shown["right"], shown["culprit"]) == (1, True, result.truth.culprit)
    first = shown["ranking"][0]
    assert first["is_culprit"]
    assert first["reasons"][0].keys() == {"key", "words", "points"}


def test_no_scenarios_of_a_kind_have_no_share():
    assert figures([])["top1"] is None


@pytest.mark.skipif(not BENCH.is_dir(), reason="the scenarios of RootCauseBench are not on this machine")
def test_root_cause_bench():
    found = figures(ranked(find_scenarios(BENCH), rank))
    assert found["top1"] >= 0.88
    assert found["top3"] == 1
    assert found["decoy_at_1"] == 0
    assert found["none_recall"] >= 0.66
