from dataclasses import replace

from app.briefs.writers.digests import WINDOW_TOKENS, by_rules, digests, windows
from app.domain.brief import Standing, Statement
from app.domain.tokens import estimated_tokens
from app.record.digests import StoredDigest
from tests.briefs import pool_incident
from tests.briefs.test_briefs import _repeated


def test_windows_close_and_stay_where_they_are():
    context = _repeated(pool_incident.context(), 600)
    early = windows(context.lines[:400])
    assert windows(context.lines)[: len(early)] == early
    for one in early:
        size = sum(estimated_tokens(line.text) for line in one.lines)
        assert WINDOW_TOKENS <= size < WINDOW_TOKENS + 500
        assert (one.first_seq, one.last_seq) == (one.lines[0].entry.seq, one.lines[-1].entry.seq)
    assert [one.first_seq for one in early[1:]] == [one.last_seq + 1 for one in early[:-1]]


def test_an_edit_changes_its_window_and_moves_no_border():
    context = _repeated(pool_incident.context(), 600)
    closed = windows(context.lines)
    kept = [stored(one) for one in closed]
    changed = [
        replace(line, text="x" * 4000) if line.entry.seq == closed[1].first_seq else line for line in context.lines
    ]
    again = windows(changed, kept)
    assert [(one.first_seq, one.last_seq) for one in again] == [(one.first_seq, one.last_seq) for one in closed]
    assert [one.digest is not None for one in again] == [number != 1 for number in range(len(closed))]


def test_what_is_deleted_leaves_the_borders_too():
    context = _repeated(pool_incident.context(), 600)
    closed = windows(context.lines)
    gone = {line.entry.seq for line in closed[0].lines}
    changed = [replace(line, text="", deleted=True) if line.entry.seq in gone else line for line in context.lines]
    again = windows(changed, [stored(one) for one in closed])
    assert [one.first_seq for one in again] == [one.first_seq for one in closed]


async def test_what_a_model_digested_stands_in_place_of_the_rules():
    context = _repeated(pool_incident.context(), 600)
    closed = windows(context.lines)
    found = await digests(context, [stored(closed[0])])
    assert found[0].statements[0].text == "Somebody digested this."
    assert found[1:] == by_rules(context)[1:]


def stored(window):
    statement = Statement("Somebody digested this.", (window.first_seq,), Standing.STATED)
    return StoredDigest(
        first_seq=window.first_seq,
        last_seq=window.last_seq,
        content=window.content,
        version="v",
        writer="small",
        statements=(statement,),
    )


async def test_each_window_in_a_few_cited_statements():
    context = _repeated(pool_incident.context(), 600)
    found = await digests(context)
    assert found == by_rules(context)
    for digest in found:
        assert 0 < len(digest.statements) <= 4
        for each in digest.statements:
            assert digest.first_seq <= each.citations[0] <= digest.last_seq
