from app.briefs.writers.digests import WINDOW_TOKENS, by_rules, digests, windows
from app.domain.tokens import estimated_tokens
from tests.briefs import pool_incident
from tests.briefs.test_briefs import _repeated


def test_windows_close_and_stay_where_they_are():
    context = _repeated(pool_incident.context(), 600)
    early = windows(context.lines[:400])
    assert windows(context.lines)[: len(early)] == early
    for first, last in early:
        size = sum(estimated_tokens(line.text) for line in context.lines if first <= line.entry.seq <= last)
        assert WINDOW_TOKENS <= size < WINDOW_TOKENS + 500
    assert [first for first, _ in early[1:]] == [last + 1 for _, last in early[:-1]]


def test_a_short_incident_has_none():
    assert windows(pool_incident.context(10).lines) == []


async def test_each_window_in_a_few_cited_statements():
    context = _repeated(pool_incident.context(), 600)
    found = await digests(context)
    assert found == by_rules(context)
    for digest in found:
        assert 0 < len(digest.statements) <= 4
        for each in digest.statements:
            assert digest.first_seq <= each.citations[0] <= digest.last_seq
