import pytest

from app.briefs import write
from app.briefs.writers.floor import EXACT, laid
from app.domain.brief import BriefKind
from tests.briefs import pool_incident


@pytest.mark.parametrize("kind", list(BriefKind))
def test_the_floor_is_the_brief_by_rules(kind):
    context = pool_incident.context(question="who rolled back?")
    floor = laid(kind, context)
    assert floor.document == write(kind, context)
    for section in floor.document.sections:
        cited = {number for each in section.statements for number in each.citations}
        assert section.key in EXACT or cited <= floor.fitting[section.key]


def test_rows_of_times_are_nobody_elses():
    floor = laid(BriefKind.POSTMORTEM, pool_incident.context())
    assert not EXACT & {share.part.key for share in floor.shares}
    assert not EXACT & set(floor.fitting)
