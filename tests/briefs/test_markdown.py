from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.briefs import markdown
from app.domain.brief import BriefKind, Document, Section, Standing, Statement

AT = datetime(2026, 4, 12, 2, 11, tzinfo=UTC)


def document(*statements, title="INC-1: late", empty="Nobody has said."):
    sections = (Section("impact", "Impact", (), empty), Section("seen", "What is seen", statements))
    return Document(
        kind=BriefKind.SUMMARY,
        title=title,
        headline="Open",
        sections=sections,
        written_at=AT,
        written_by="rules",
        entries_read=9,
    )


def statement(text="it is slow", citations=(1,), at=AT):
    return Statement(text, citations, Standing.STATED, at)


def test_a_statement_has_its_mark_time_and_sources():
    text = markdown.render(document(statement("ana: “slow”", (1, 2))), {1: "https://chat.example/p1"})
    assert "- ❝ 02:11 ana: “slow” [\\[1\\]](https://chat.example/p1) \\[2\\]" in text
    assert markdown.LEGEND in text
    assert "*Nobody has said.*" in text


def test_many_sources_are_counted():
    text = markdown.render(document(statement(citations=tuple(range(1, 501)))), {})
    assert "\\[4\\] +496 more" in text
    assert "\\[5\\]" not in text


def test_several_days_are_dated():
    later = AT.replace(day=13)
    text = markdown.render(document(statement(), statement(at=later)), {})
    assert "2026-04-13 02:11" in text


def test_a_link_that_is_no_web_address_is_not_made():
    text = markdown.render(document(statement()), {1: "javascript:alert(1)"})
    assert "javascript" not in text


def test_a_persons_edit_stands_in_place_of_the_draft():
    text = markdown.render(document(statement()), {}, {"seen": "We saw **nothing**."})
    assert "We saw **nothing**." in text
    assert "it is slow" not in text


def test_what_is_quoted_stays_text():
    nasty = "[x](https://evil.example) **b** <img src=x> &amp; # h | t ~~s~~ `a*b` `"
    html = MarkdownIt("commonmark").enable("table").render(markdown.render(document(statement(nasty)), {}))
    assert "<a href" not in html
    assert "<strong>" not in html
    assert "<img" not in html
    assert "<code>a*b</code>" in html


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200))
def test_escaped_text_reads_as_it_was(text):
    shown = " ".join(text.replace("`", "").split())
    rendered = MarkdownIt("commonmark", {"html": False}).renderInline(markdown.escaped(shown))
    unescaped = rendered.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(unescaped.split()) == shown
