"""Passages of Markdown: under which heading, with which label."""

from hypothesis import given
from hypothesis import strategies as st

from app.context.texts.markdown import read_page

PAGE = """---
alerts: [A]
---
# Title

Before anything.

## Impact

- **Who**: everybody
  - in Europe
- Duration: two hours

**Resolution:**

We rolled back.

```sh
run --this
```

1. first
2. second

| a | b |
|---|---|
| c | d |

![picture](x.png) [words](https://example.com) <b>bold</b>
"""


def shown(markdown: str) -> list[tuple[str, str, str]]:
    return [(one.headings[-1] if one.headings else "", one.label, one.text) for one in read_page(markdown).passages]


def test_headings_and_labels():
    passages = shown(PAGE)
    assert passages[:6] == [
        ("Title", "", "Before anything."),
        ("Impact", "Who", "everybody"),
        ("Impact", "Who", "in Europe"),
        ("Impact", "Duration", "two hours"),
        ("Impact", "Resolution", ""),
        ("Impact", "Resolution", "We rolled back."),
    ]
    assert read_page(PAGE).front == {"alerts": ("A",)}


def test_code_numbers_tables_and_what_is_no_text():
    page = read_page(PAGE).passages
    assert [(one.text, one.is_code) for one in page if one.is_code] == [("run --this", True)]
    assert [(one.number, one.text) for one in page if one.number] == [(1, "first"), (2, "second")]
    assert {"c", "d"} <= {one.text for one in page}
    assert page[-1].text == "words bold"


def test_a_label_that_stands_alone_names_what_follows_its_list():
    assert shown("# T\n- **Cause**:\n\nA bug.\n\n## Next\n\nWords.\n")[1:] == [
        ("T", "Cause", "A bug."),
        ("Next", "", "Words."),
    ]


def test_headings_close_those_below_them():
    page = read_page("# A\n## B\n### C\nx\n## D\ny\n").passages
    assert [one.headings for one in page] == [("A", "B", "C"), ("A", "D")]


def test_lines_of_a_paragraph_stay_apart():
    assert shown("one\ntwo `a  b`\n")[0][2] == "one two `a b`"


@given(st.text(alphabet="#*-_`[]()<>!|:\n 1ab\\", max_size=300))
def test_it_never_raises(text):
    read_page(text)
