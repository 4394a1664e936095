import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.brief import BriefKind, Document, Section, Standing, Statement
from app.slack.document import document_blocks, size

AT = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)
HOSTILE = "<!channel> *bold* _x_ ~y~ `z` ``` <@U1> & https://evil.example.com @here :fire:"


def document(*sections: Section, headline: str = "Two services are down.") -> Document:
    return Document(
        kind=BriefKind.CATCHUP,
        title="INC-1 Checkout is down",
        headline=headline,
        sections=sections,
        written_at=AT,
        written_by="rules",
        entries_read=42,
    )


def statement(
    text: str, *citations: int, standing: Standing = Standing.STATED, at: datetime | None = None
) -> Statement:
    return Statement(text, citations or (1,), standing, at)


def texts(blocks) -> list[str]:
    return [part["text"] for block in blocks for part in _objects(block) if isinstance(part.get("text"), str)]


def _objects(value):
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


def test_sections_statements_sources_and_legend(snapshot) -> None:
    blocks = document_blocks(
        document(
            Section(
                "now",
                "What is known",
                (statement("5xx at 12 %", 3, standing=Standing.OBSERVED), statement(HOSTILE, 4, 5, 6)),
            ),
            Section("impact", "Impact", (), "Nobody has said."),
        ),
        {3: ("https://example.slack.com/p3", AT), 4: ("https://example.slack.com/p4", AT), 5: ("", AT)},
        12_000,
        titled=True,
    )
    assert json.loads(json.dumps(blocks)) == snapshot


def test_what_people_wrote_is_only_ever_plain_text() -> None:
    blocks = document_blocks(
        document(Section("now", HOSTILE, (statement(HOSTILE),)), headline=HOSTILE), {}, 12_000, titled=True
    )
    kinds = {part["type"] for block in blocks for part in _objects(block) if "type" in part}
    assert kinds <= {
        "header", "plain_text", "rich_text", "rich_text_section", "rich_text_list", "text", "context"
    }  # fmt: skip


def test_a_long_section_is_shortened_and_says_so() -> None:
    long = Section(
        "timeline", "Timeline", tuple(statement(f"row {number} " + "x" * 100, number) for number in range(1, 400))
    )
    short = Section("impact", "Impact", (statement("nobody can pay"),))
    sources = {number: (f"https://example.slack.com/archives/C1/p{number}", AT) for number in range(1, 400)}
    blocks = document_blocks(document(long, short), sources, 12_000, titled=True)
    assert size(blocks) <= 12_000
    assert any(text.startswith("… ") and text.endswith(" more") for text in texts(blocks))
    assert any("nobody can pay" in text for text in texts(blocks))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.text(max_size=900), max_size=30), max_size=60),
    st.text(max_size=2000),
    st.integers(3_000, 12_000),
)
def test_always_within_the_budget(sections, headline: str, budget: int) -> None:
    made = tuple(
        Section(f"s{number}", f"Section {number}", tuple(statement(text or "x") for text in one))
        for number, one in enumerate(sections)
    )
    blocks = document_blocks(document(*made, headline=headline), {}, budget, titled=True)
    assert size(blocks) <= budget
    assert len(blocks) <= 45


@pytest.mark.parametrize("standing", list(Standing))
def test_each_standing_has_its_mark_and_meaning(standing: Standing) -> None:
    blocks = document_blocks(
        document(Section("a", "A", (statement("said", standing=standing),))), {}, 12_000, titled=False
    )
    mark = next(text for text in texts(blocks) if text.endswith(" said")).partition(" ")[0]
    assert mark in texts(blocks)[-1]
    assert "written without a model, from 42 entries" in texts(blocks)[-1]
