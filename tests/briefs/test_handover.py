from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import pool_incident


def test_it_is_for_the_one_who_takes_over_and_has_what_is_pending():
    document = write(BriefKind.HANDOVER, pool_incident.context(25, reader="U5"))
    assert document.title == "INC-1: handover to Yuki"
    (pending,) = [section for section in document.sections if section.key == "pending"]
    assert any("rolling back now" in statement.text for statement in pending.statements)
