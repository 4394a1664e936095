"""The figures against the truth about each shared export: everything that its people state is found, nothing misattributed."""

import pytest

from tests.briefs.exports import DATA, export_names
from tests.briefs.truth import score

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared incidents are not on this machine")


@pytest.mark.parametrize("name", export_names() or ["absent"])
def test_found_cited_attributed(name):
    result = score(name)
    assert result.missing == []
    assert result.cited == result.statements
    assert result.findings == 0
    assert result.wrongly_attributed == []


def test_the_real_one_has_what_a_late_joiner_needs():
    """Known by the minute it was said: doubt, observations, decisions, results."""
    from app.briefs import write
    from app.domain.brief import BriefKind
    from tests.briefs.exports import context_of

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
