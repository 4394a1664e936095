from app.briefs.redraft import StoredSection
from app.duties.drafting import shown, stored_sections
from app.record.bodies import to_json
from tests.duties.situations import document


def test_sections_are_kept_and_read_again():
    sections = (
        StoredSection(key="well", title="What went well", drafted="a"),
        StoredSection(key="badly", title="What went badly", drafted="a", edited="b", edited_by="U1", newer=True),
        StoredSection(key="impact", title="Impact", drafted="a", edited="", edited_by="U1"),
    )
    assert stored_sections([to_json(section) for section in sections]) == sections
    assert stored_sections(None) == ()


def test_peoples_words_are_shown_in_place_of_the_drafts():
    drafted = document(("drafted", (1,)))
    [section] = shown(drafted, {"timeline": "written"}).sections
    assert (section.statements, section.empty) == ((), "written")
    assert shown(drafted, {"other": "x"}) == drafted
