"""When an answer is complete, and when it goes on for nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.llm.heard import Heard, is_loop, object_in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.from_regex(r"[a-z_]{1,10}", fullmatch=True), JSON, min_size=1, max_size=4)


def hear(*pieces: str, wanted: frozenset[str] = frozenset()) -> Heard:
    heard = Heard(10_000, wanted)
    for piece in pieces:
        heard.hear(piece)
    return heard


@settings(max_examples=40)
@given(OBJECTS, st.text().map(lambda text: text.replace("{", "")), st.text(), st.integers(1, 7), st.booleans())
def test_an_object_is_found_however_it_is_cut_up(value, before, after, size, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    whole = before + text + after
    heard = hear(*(whole[at : at + size] for at in range(0, len(whole), size)))
    assert heard.is_complete
    assert heard.text == text


@given(st.text())
def test_anything_may_come(text):
    heard = hear(text)
    assert heard.text == (text if not heard.is_complete else heard.text)


def test_what_is_no_answer_is_passed_over():
    heard = hear('<think>{let me} see, "{" or {"a": 1}</think>', '{"sections": []}', wanted=frozenset({"sections"}))
    assert heard.text == '{"sections": []}'
    assert not hear('{"result": 1}', wanted=frozenset({"sections"})).is_complete


def test_the_limit_on_length():
    heard = Heard(10)
    heard.hear("x" * 11)
    assert heard.goes_on_for_nothing
    assert heard.text == "x" * 10


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200,
        "\n" * 500,
        "14, " * 60,
        '{"text": "It is being looked into.", "entries": [1]}, ' * 5,
        "".join(f'{{"text": "It is being looked into.", "entries": [{n}]}}, ' for n in range(25)),
        "Something first. " + "A, then B, then C, and so on and so forth. " * 5,
    ],
)
def test_a_loop(text):
    assert is_loop(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 100,
        '{"text": "It is being looked into.", "entries": [1]}, ' * 3,
        "".join(f'{{"text": "{n} % of carts fail", "entries": [{n}]}}, ' for n in range(12)),
        " ".join(str(n * n) for n in range(50)),
    ],
)
def test_no_loop(text):
    assert not is_loop(text)


@given(st.text(alphabet="ab0", min_size=1, max_size=60), st.text(max_size=50))
def test_whatever_comes_over_and_over_is_a_loop(unit, before):
    assert is_loop(before + unit * 200)


@pytest.mark.parametrize("text", ["", "[1]", "3", "nan", "{", "[" * 100_000, '{"a": ' * 100_000, "9" * 5000])
def test_what_is_no_object(text):
    assert object_in(text) == {}
