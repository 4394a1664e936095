from app.briefs import BRIEFS, write
from app.domain.brief import BriefKind
from tests.briefs.saying import conversation


def test_a_document_says_when_by_whom_and_from_how_much():
    context = conversation("10:00 ana: disk on web1 is 98% full\n10:01 ben: ok")
    document = write(BriefKind.SUMMARY, context)
    assert (document.written_by, document.written_at, document.entries_read) == ("rules", context.now, 2)
    assert document.headline == "Investigating · severity not set · no lead · declared 2026-04-12 10:00 UTC"


def test_an_empty_record_gives_an_honest_document():
    context = conversation("10:00 ana: hi", lines=[])
    for kind in [brief.kind for brief in BRIEFS]:
        document = write(kind, context)
        assert document.statements == ()
        assert all(section.empty for section in document.sections)
