from app.briefs import write
from app.domain.brief import BriefKind
from tests.briefs import pool_incident


def test_every_section_is_there_even_when_nobody_said():
    document = write(BriefKind.POSTMORTEM, pool_incident.context(1))
    assert [section.key for section in document.sections] == [
        "summary", "impact", "times", "noticed", "timeline", "tried", "factors", "theories", "well", "badly",
        "decisions", "questions", "follow_ups",
    ]  # fmt: skip
    assert all(section.statements or section.empty for section in document.sections)


def test_disagreement_and_open_questions_are_kept():
    document = write(BriefKind.POSTMORTEM, pool_incident.context())
    text = " ".join(statement.text for statement in document.statements)
    assert "disputed: Tomasz" in text
    assert "do we need to replay the dropped events?" in text
