from datetime import UTC, datetime

from app.briefs.selection import Limits
from app.briefs.writers.space import Space
from app.domain.brief import BriefKind, Document, Section, Standing, Statement

AT = datetime(2026, 4, 12, 2, 11, tzinfo=UTC)


def _statement(chars):
    return Statement("x" * chars, (1,), Standing.STATED, AT)


def _space(lines, chars):
    section = Section("state", "State", (_statement(20), _statement(20)))
    document = Document(
        kind=BriefKind.CATCHUP, title="t", headline="h", sections=(section,), written_at=AT, written_by="rules",
        entries_read=1,
    )  # fmt: skip
    return Space(Limits(lines=lines, chars=chars), document)


def test_what_is_shorter_always_fits():
    assert _space(0, 0).takes([_statement(20)], [_statement(20)])
    assert _space(0, 0).takes([_statement(20)], [_statement(5)])


def test_what_is_longer_takes_the_room_that_is_left():
    space = _space(lines=4, chars=150)
    assert not space.takes([_statement(20)], [_statement(120)])
    assert space.takes([], [_statement(20)])
    assert not space.takes([], [_statement(1)]), "no line is left"


def test_a_new_section_needs_a_line_for_its_title():
    assert not _space(lines=4, chars=1_000).takes([], [_statement(5)], section=True)
    assert _space(lines=5, chars=1_000).takes([], [_statement(5)], section=True)
