"""Reading scenarios: what is in them, other depths, files that are missing, and that the truth stays out of it."""

import json
import shutil

import pytest

from app.domain.attributes import COMMIT
from app.domain.change import ChangeKind
from app.domain.errors import UserError
from app.domain.signal import SignalKind
from app.evaluation.changes import find_scenarios, read_truth, situation_of
from tests.evaluation.others.building import write
from tests.evaluation.others.every import EVERY as OTHERS
from tests.evaluation.scenarios.every import EVERY
from tests.evaluation.scenarios.incidents import DROPPED_COLUMN, OLD_LICENCE


@pytest.fixture
def folder(tmp_path):
    DROPPED_COLUMN.write(tmp_path)
    return tmp_path


def test_what_is_read(folder):
    (scenario,) = find_scenarios(folder)
    assert scenario.name == "dropped-column"
    kinds = [change.kind for change in scenario.changes]
    assert (kinds.count(ChangeKind.DEPLOY), kinds.count(ChangeKind.FLAG), kinds.count(ChangeKind.MERGE)) == (2, 1, 8)
    where = scenario.situation
    assert where.scope.services == ("orders",)
    assert where.onset.strftime("%H:%M") == "06:31"
    assert where.alerted_at.strftime("%H:%M") == "06:36"
    assert where.window.start <= where.onset < where.window.end
    assert where.catalog.calls("account-web") == ("orders",)
    assert {signal.kind for signal in where.signals} == {
        SignalKind.ALERT,
        SignalKind.METRIC,
        SignalKind.LOG,
        SignalKind.TRACE,
    }
    assert read_truth(scenario.truth).culprit == DROPPED_COLUMN.culprit.sha


def test_nothing_of_the_truth_is_in_what_the_ranker_sees(folder):
    (scenario,) = find_scenarios(folder)
    told = json.loads(scenario.truth.read_text())
    scenario.truth.write_text(json.dumps({**told, "notes": "the-answer-is-here"}))
    (again,) = find_scenarios(folder)
    assert "the-answer-is-here" not in repr((again.changes, again.situation))


def test_other_depths(folder, tmp_path):
    deep = tmp_path / "a" / "b"
    shutil.move(folder / "dropped-column", deep / "dropped-column")
    flat = tmp_path / "flat-one"
    shutil.copytree(deep / "dropped-column" / "environment" / "data", flat)
    shutil.copy(deep / "dropped-column" / "tests" / "ground_truth.json", flat)
    assert [each.name for each in find_scenarios(tmp_path)] == ["dropped-column", "flat-one"]
    assert [each.name for each in find_scenarios(deep / "dropped-column")] == ["dropped-column"]


@pytest.mark.parametrize(
    "gone", ["logs.ndjson", "metrics.csv", "traces.json", "patterns.json", "context/flags.json", "context/deploys.json"]
)
def test_files_may_be_missing(folder, gone):
    (folder / "dropped-column" / "environment" / "data" / gone).unlink()
    (scenario,) = find_scenarios(folder)
    assert scenario.changes


def test_times_without_a_zone_are_utc(folder):
    path = folder / "dropped-column" / "environment" / "data" / "alert.json"
    path.write_text(path.read_text().replace("06:36:00Z", "06:36:00"))
    assert situation_of(path.parent).alerted_at.isoformat() == "2031-03-05T06:36:00+00:00"


def test_no_culprit(tmp_path):
    OLD_LICENCE.write(tmp_path)
    truth = read_truth(tmp_path / "old-licence" / "tests" / "ground_truth.json")
    assert (truth.culprit, len(truth.decoys)) == ("", 2)


def test_sentences_for_what_cannot_be_read(tmp_path, folder):
    with pytest.raises(UserError, match="There is no folder"):
        find_scenarios(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match=r"has no scenario with an alert\.json"):
        find_scenarios(tmp_path / "empty")
    path = folder / "dropped-column" / "environment" / "data" / "alert.json"
    path.write_text("{")
    with pytest.raises(UserError, match="Cannot read"):
        find_scenarios(folder)
    path.write_text('{"service": "x"}')
    with pytest.raises(UserError, match="is no time"):
        find_scenarios(folder)


def test_our_own_incidents_have_names_of_their_own():
    assert len({each.name for each in EVERY}) == len(EVERY) == 32
    everything = [*EVERY, *OTHERS]
    assert len({each.name for each in everything}) == len(everything)


def test_changes_without_a_time_are_left_out(folder):
    path = folder / "dropped-column" / "environment" / "data" / "context" / "flags.json"
    path.write_text('[{"flag": "x"}, {"flag": "y", "timestamp": "soon"}, 7]')
    (scenario,) = find_scenarios(folder)
    assert not [change for change in scenario.changes if change.kind is ChangeKind.FLAG]


def test_those_of_others_are_read_like_any_others(tmp_path):
    for each in OTHERS:
        write(each, tmp_path)
    found = find_scenarios(tmp_path)
    assert len(found) == len(OTHERS)
    for scenario in found:
        culprit = read_truth(scenario.truth).culprit
        assert not culprit or culprit in {change.attributes.get(COMMIT) for change in scenario.changes}
        assert scenario.situation.onset is not None
