"""The summary of long talk against lead, TextRank and LexRank, on meetings that were not written for it."""

import io
import json

import pytest

from app.briefs import SUMMARY
from app.briefs.guardrails import check
from app.briefs.guardrails.finding import Rule
from tests.evaluation import meetings

MARGINS = {"r1": 3.0, "r2": 0.4, "rl": 1.0}
"""By how many points ours must be above each of the others, in the mean."""
SUMMARY_WORDS = 220

pytestmark = pytest.mark.skipif(not meetings.meeting_names(), reason=f"there are no meetings in {meetings.DATA}")


@pytest.fixture(scope="module")
def found():
    return meetings.evaluated(meetings.meeting_names(), io.StringIO())


@pytest.mark.xdist_group("meetings")
@pytest.mark.parametrize("view", ["words", "shown"])
@pytest.mark.parametrize("half", ["all", "held out"])
def test_ours_is_clearly_above_each_of_the_others(found, view, half):
    names = meetings.meeting_names()
    scored = meetings.means(found, view, names if half == "all" else meetings.held_out(names))
    ours = scored.pop(meetings.OURS)
    assert len(scored) == 7
    for system, theirs in scored.items():
        for measure, margin in MARGINS.items():
            assert ours[measure] >= theirs[measure] + margin, (system, measure)


@pytest.mark.xdist_group("meetings")
def test_it_is_not_the_length(found):
    ours = {(each.meeting, each.view): each.words for each in found if each.system == meetings.OURS}
    for each in found:
        if each.system.endswith("same words"):
            assert each.words == ours[each.meeting, each.view]
    assert max(ours.values()) <= SUMMARY_WORDS


@pytest.mark.xdist_group("meetings")
def test_nothing_is_said_that_was_not():
    for name in meetings.meeting_names():
        context = meetings.read(name).context
        document = SUMMARY.write(context)
        # the full stop in a name such as "Hon. A. B." is taken for a sentence's end
        assert [each for each in check(document, context) if each.rule is not Rule.LENGTH] == []
        assert {each.key for each in document.sections} <= {"about", "points", "settled"}


@pytest.mark.xdist_group("meetings")
def test_the_table_and_the_json(found, monkeypatch):
    monkeypatch.setattr(meetings, "evaluated", lambda names, progress: found)
    out = io.StringIO()
    assert meetings.main([], out, io.StringIO()) == 0
    assert "LexRank, same words" in out.getvalue()
    out = io.StringIO()
    assert meetings.main(["--json"], out, io.StringIO()) == 0
    assert set(json.loads(out.getvalue())["means"]) == {"all", "held_out"}
