from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import pool_incident


def test_a_few_lines_whatever_happened():
    for until in (10, 30, 60):
        document = write(BriefKind.SUMMARY, pool_incident.context(until))
        assert len(document.statements) + len(document.sections) <= 14
