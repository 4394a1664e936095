import pytest

from app.briefs.redraft import StoredSection, edited, edits, redrafted
from tests.briefs.test_markdown import document, statement


def test_a_first_draft_is_kept_as_it_is():
    sections = redrafted(document(statement()), (), {})
    assert [section.key for section in sections] == ["impact", "seen"]
    assert sections[1].text == "- ❝ 02:11 it is slow \\[1\\]"


def test_an_edit_is_never_overwritten_and_newer_facts_are_told():
    stored = edited(redrafted(document(statement()), (), {}), "seen", "We saw it.", "U1")
    same = redrafted(document(statement()), stored, {})
    assert (same[1].text, same[1].newer) == ("We saw it.", False)
    newer = redrafted(document(statement(), statement("it is down", (2,))), same, {})
    assert (newer[1].text, newer[1].edited_by, newer[1].newer) == ("We saw it.", "U1", True)
    assert "it is down" in newer[1].drafted
    assert edits(newer) == {
        "seen": "We saw it.\n\n*Newer facts exist: the record has changed since this section was edited.*"
    }


def test_editing_again_takes_the_newer_facts_as_read():
    stored = edited(redrafted(document(statement()), (), {}), "seen", "one", "U1")
    stored = redrafted(document(statement("it is down")), stored, {})
    assert edited(stored, "seen", "two", "U2")[1].newer is False


def test_an_emptied_section_stays_empty():
    stored = edited(redrafted(document(statement()), (), {}), "seen", "", "U1")
    assert redrafted(document(statement("new")), stored, {})[1].text == ""


def test_a_section_that_only_a_person_has_is_kept_at_the_end():
    own = StoredSection(key="costs", title="Costs", drafted="", edited="12 euros", edited_by="U1")
    dropped = StoredSection(key="old", title="Old", drafted="x")
    assert [each.key for each in redrafted(document(), (own, dropped), {})] == ["impact", "seen", "costs"]


def test_editing_what_is_not_there():
    with pytest.raises(KeyError):
        edited((), "seen", "x", "U1")
