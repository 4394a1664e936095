"""Front matter: as much of YAML as people write there, and nothing that stops a text from being read."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.front_matter import front_matter


def test_names_and_values():
    fields, body = front_matter(
        "---\ntitle: \"It's down\"\nServices: [checkout, 'payments api']\nalerts:\n  - High\n  - Low\nweight: 3\n---\n# Title\n"
    )
    assert fields == {
        "title": ("It's down",),
        "services": ("checkout", "payments api"),
        "alerts": ("High", "Low"),
        "weight": ("3",),
    }
    assert body == "# Title\n"


def test_texts_without_any():
    for text in ("# Title\n", "", "---\nno end", "words\n---\na: b\n---\n", "----\na: b\n----\n"):
        assert front_matter(text) == ({}, text)


def test_an_empty_one_is_none():
    assert front_matter("---\n---\nwords")[0] == {}


@given(st.text(max_size=200))
def test_it_never_raises_and_keeps_what_follows(text):
    _, body = front_matter(f"---\n{text}\n---\n# Title\n")
    assert body.endswith("# Title\n")
