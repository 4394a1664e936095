"""Sections in a few lines that lead nowhere by themselves."""

import pytest

from app.context.texts.excerpts import excerpt, sections_of, without_addresses
from app.context.texts.markdown import anchor, read_page


def section(markdown: str):
    return sections_of(read_page(markdown))[0]


def test_a_section_is_what_stands_under_one_heading():
    found = sections_of(read_page("# A\nx\n\ny\n## B\nz\n## C\n"))
    assert [(one.heading, one.text.split()) for one in found] == [("A", ["x", "y"]), ("B", ["z"])]


def test_sections_of_one_name_are_told_apart_by_their_anchors():
    found = sections_of(read_page("# A\n## Disk\n### Fix\nx\n## Pool\n### Fix\ny\n### Fix\nz\n"))
    assert [(one.anchor, one.text.split()) for one in found] == [("fix", ["x"]), ("fix-1", ["y"]), ("fix-2", ["z"])]


def test_lists_code_and_labels_are_told_as_they_are():
    text = "1. one\n2. two\n   - deep\n\n- **Note**: look\n- again\n\n~~~\ncode `here`\n~~~\n"
    assert excerpt(section(text)).splitlines() == [
        "1. one",
        "2. two",
        "  • deep",
        "• Note: look",
        "• again",
        "`code 'here'`",
    ]


def test_it_is_short():
    long = excerpt(section("\n\n".join(["word " * 100] * 20)))
    assert len(long) < 650
    assert long.endswith("\n…")
    assert all(len(line) <= 201 for line in long.splitlines())


def test_addresses_are_left_out_but_in_code():
    text = "see https://evil.example/a?b and <ftp://x.y> but `curl https://ok.example`"
    assert without_addresses(text) == "see (link) and (link) but `curl https://ok.example`"


@pytest.mark.parametrize(
    ("heading", "place"),
    [("What to do?", "what-to-do"), ("`kubectl` & Co.", "kubectl--co"), ("Über-Plan 2", "über-plan-2"), ("", "")],
)
def test_anchors(heading, place):
    assert anchor(heading) == place
