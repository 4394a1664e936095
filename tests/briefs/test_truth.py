"""Against the truth about each shared export: everything that its people state is found, nothing is made up or misattributed."""

import pytest

from app.briefs import write
from app.domain.brief import BriefKind
from app.evaluation.facts import EXPECTED
from app.evaluation.scoring import scored
from app.evaluation.truth import read_truth
from app.evaluation.writing import Written
from tests.briefs.exports import DATA, context_of, export_names

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared incidents are not on this machine")
SYNTHETIC = [name for name in export_names() if not name.startswith("wikimedia")]


@pytest.mark.parametrize("name", SYNTHETIC or ["absent"])
def test_found_cited_attributed(name):
    context, truth = context_of(DATA / name), read_truth(DATA / name)
    figures = {kind: scored(Written(document=write(kind, context)), context, truth) for kind in EXPECTED}
    assert figures[BriefKind.POSTMORTEM].missing == []
    assert [problem for each in figures.values() for problem in each.problems] == []
    assert all(each.valid == each.statements for each in figures.values())


def test_the_real_one_has_what_a_late_joiner_needs():
    """Known by the minute it was said: doubt, observations, decisions, results."""
    context = context_of(DATA / "wikimedia-2017-07-18-jobqueue")
    postmortem = write(BriefKind.POSTMORTEM, context)

    def minutes(key):
        (section,) = [section for section in postmortem.sections if section.key == key]
        return {f"{each.at:%H:%M}" for each in section.statements if each.at}

    assert minutes("decisions") == {"22:02", "22:28", "22:54"}
    assert {"22:25", "22:32"} <= minutes("tried")
    assert {"22:03", "22:09"} <= minutes("theories")
    assert {"21:57", "22:02", "22:03", "22:05", "22:07", "22:09", "22:15", "22:25", "22:54"} <= minutes("timeline")
    assert minutes("factors") == set()
