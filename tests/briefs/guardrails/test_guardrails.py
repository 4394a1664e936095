from dataclasses import replace
from datetime import timedelta

import pytest

from app.briefs.guardrails import Rule, Sources, check, checked_statements, enforced, standing_of
from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from tests.briefs.saying import conversation

CONTEXT = conversation(
    "10:00 bot: High CPU on web-12\\ncpu at 98%\n10:01 ana: restarted `api-7` at 09:58, see https://x.example/g\n"
    "10:04 ben: errors 40% -> 2% :tada:\n10:05 !role ana: ",
    {4: {"role": "lead", "person": "cy"}},
)
STATED, OBSERVED, INFERRED = Standing.STATED, Standing.OBSERVED, Standing.INFERRED


def _document(*statements):
    return Document(
        kind=BriefKind.SUMMARY,
        title="t",
        headline="h",
        sections=(Section("s", "S", statements),),
        written_at=CONTEXT.now,
        written_by="test",
        entries_read=4,
    )


def _rules(text, citations=(2,), standing=STATED, at=None):
    return [finding.rule for finding in check(_document(Statement(text, citations, standing, at)), CONTEXT)]


@pytest.mark.parametrize(
    ("text", "citations", "standing"),
    [
        ("ana: “restarted `api-7` at 09:58”", (2,), STATED),
        ("ana “restarted … at 09:58”", (2,), STATED),
        ("ana restarted api-7 at 10:01", (2,), STATED),
        ("monitor: “High CPU on web-12”, 98%", (1,), OBSERVED),
        ("Errors went from 40% to 2%, says ben", (3,), STATED),
        ("lead: cy", (4,), STATED),
        ("Errors and CPU: three messages, 4 minutes apart", (1, 2, 3), INFERRED),
        ("see https://x.example/g", (2,), STATED),
    ],
)
def test_what_its_sources_say_passes(text, citations, standing):
    assert _rules(text, citations, standing) == []


@pytest.mark.parametrize(
    ("text", "citations", "rule"),
    [
        ("ana restarted it", (), Rule.UNCITED),
        ("ana restarted it", (99,), Rule.UNKNOWN_ENTRY),
        ("It was restarted at 09:59", (2,), Rule.TIME),
        ("It took 17 restarts", (2,), Rule.NUMBER),
        ("All is well", (2,), Rule.GROUNDING),
        ("ana ran `rm -rf`", (2,), Rule.CODE),
        ("ana sent https://evil.example/x", (2,), Rule.LINK),
        ("ben restarted it", (2,), Rule.NAME),
        ("It was web-13 that failed", (2,), Rule.IDENTIFIER),
        ("It was max_pool", (2,), Rule.IDENTIFIER),
        ("ana: “I deleted the database”", (2,), Rule.QUOTATION),
        ("<!channel> look", (2,), Rule.MARKUP),
    ],
)
def test_what_they_do_not_say_is_found(text, citations, rule):
    assert rule in _rules(text, citations)


def test_the_standing_must_fit_the_sources():
    assert Rule.STANDING in _rules("High CPU on web-12", (1,), STATED)
    assert Rule.STANDING in _rules("ana restarted api-7", (2,), OBSERVED)
    assert _rules("High CPU on web-12, and ana restarted api-7", (1, 2), INFERRED) == []


def test_the_standing_follows_from_the_sources():
    sources = Sources(CONTEXT)
    cited = [sources.cited(Statement("", numbers, INFERRED)) for numbers in ((1,), (2, 3), (1, 2), ())]
    assert [standing_of(each) for each in cited] == [OBSERVED, STATED, INFERRED, INFERRED]


def test_the_time_must_be_one_of_theirs():
    at = CONTEXT.lines[1].at
    assert _rules("api-7 restarted", (2,), at=at) == []
    assert _rules("api-7 restarted", (2,), at=at + timedelta(seconds=1)) == [Rule.TIME]


def test_enforcing_leaves_out_what_fails_and_keeps_the_rest():
    good, bad = Statement("ana restarted api-7", (2,), STATED), Statement("ben did", (2,), STATED)
    document = _document(good, bad)
    assert enforced(document, CONTEXT).statements == (good,)
    assert enforced(_document(good), CONTEXT) == _document(good)


def test_a_person_named_like_a_common_word_does_not_break_briefs():
    context = replace(CONTEXT, people={**CONTEXT.people, "U9": "change"})
    statement = Statement("Change – ana: “restarted `api-7`”", (2,), STATED)
    assert check(_document(statement), context) == ()


def test_statements_one_by_one_with_sources_kept():
    sources = Sources(CONTEXT)
    good, bad = Statement("ana restarted api-7", (2,), STATED), Statement("ben restarted api-8", (2,), STATED)
    checked = checked_statements("s", [good, bad], sources)
    assert [(statement, bool(findings)) for statement, findings in checked] == [(good, False), (bad, True)]
    assert checked[1][1][0].section == "s"
    assert enforced(_document(good, bad), CONTEXT, sources).statements == (good,)


def test_a_deleted_line_is_no_source():
    lines = [replace(line, text="", deleted=True) if line.entry.seq == 2 else line for line in CONTEXT.lines]
    findings = check(_document(Statement("ana restarted api-7", (2,), STATED)), replace(CONTEXT, lines=lines))
    assert [each.rule for each in findings] == [Rule.DELETED]


def test_a_statement_cannot_rest_on_everything():
    said = conversation("\n".join(f"10:{n:02} ana: errors on web-{n}" for n in range(20)))
    statement = Statement("errors on web-1", tuple(range(1, 21)), STATED)
    assert [each.rule for each in check(_document(statement), said)] == [Rule.TOO_MANY]
