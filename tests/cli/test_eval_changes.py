"""`watchkeeper eval changes`: the table, the JSON, and sentences for what cannot be done."""

import json

import pytest

from tests.evaluation.scenarios.incidents import CROWD, RETRY_STORM


@pytest.fixture
def scenarios(tmp_path):
    folder = tmp_path / "scenarios"
    for each in (CROWD, RETRY_STORM):
        each.write(folder)
    return folder


def test_a_folder_of_scenarios(run, scenarios, tmp_path):
    out = tmp_path / "out.json"
    result = run("eval", "changes", str(scenarios), "--json", str(out))
    assert result.code == 0
    rows = result.out.splitlines()
    assert rows[0].split() == ["top1", "top3", "mrr", "decoy_at_1", "none_recall", "right"]
    assert rows[1].split() == ["Watchkeeper", "1.00", "1.00", "1.00", "0.00", "1.00", "1.00"]
    found = json.loads(out.read_text())
    assert (found["scenarios"], found["with_culprit"], found["without_culprit"]) == (2, 1, 1)
    assert (found["top1"], found["top3"], found["mrr"], found["decoy_at_1"], found["none_recall"]) == (1, 1, 1, 0, 1)
    assert set(found["rankers"]) == {
        "Watchkeeper", "newest change", "newest deploy before the alert", "newest deploy of the alerting service",
        "words only (TF-IDF)", "four features",
    }  # fmt: skip
    assert [each["scenario"] for each in found["each"]] == ["crowd", "retry-storm"]
    assert found["each"][1]["ranking"][0]["is_culprit"]


def test_what_is_not_right_is_shown(run, scenarios):
    truth = scenarios / "crowd" / "tests" / "ground_truth.json"
    truth.write_text(truth.read_text().replace('"none"', '"0123456789"'))
    result = run("eval", "changes", str(scenarios), "--problems")
    assert "crowd: culprit at 0" in result.out
    assert "(+4)" in result.out


@pytest.mark.parametrize(("where", "sentence"), [("nowhere", "There is no folder"), ("", "has no scenario")])
def test_sentences(run, tmp_path, where, sentence):
    result = run("eval", "changes", str(tmp_path / where))
    assert result.code != 0
    assert sentence in result.err


def test_a_file_that_cannot_be_written(run, scenarios, tmp_path):
    result = run("eval", "changes", str(scenarios), "--json", str(tmp_path / "no" / "out.json"))
    assert "Cannot write to" in result.err
