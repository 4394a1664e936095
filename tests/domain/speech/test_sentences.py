import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.speech.sentences import MOST_SENTENCES, addressee, is_code, sentences

IDS = {"krinkle": "U1", "sam": "U2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? four", ["One.", "Two!", "Three?", "four"]),
        ("Checking... nope, fine", ["Checking...", "nope, fine"]),
        ("old code...so what happens", ["old code...", "so what happens"]),
        ("on mw1.example.net it failed", ["on mw1.example.net it failed"]),
        ("RESOLVED - Payment is back", ["RESOLVED", "Payment is back"]),
        ("• one\n• two", ["one", "two"]),
        ("run `a. b` now. Then rest", ["run `a. b` now.", "Then rest"]),
        ("`$ ls. -l`", ["`$ ls. -l`"]),
        ("e.g. this one", ["e.g. this one"]),
        ("", []),
    ],
)
def test_cut_into_sentences(text, expected):
    assert sentences(text) == expected


@given(st.text(max_size=500))
def test_never_more_than_can_be_read(text):
    found = sentences(text)
    assert len(found) <= MOST_SENTENCES
    assert all(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Krinkle: revert it", ("U1", "revert it")),
        ("krinkle, revert it", ("U1", "revert it")),
        ("[#private] Krinkle: I got it", ("U1", "I got it")),
        ("sam can you look", ("U2", "can you look")),
        ("sam said it is fine", ("", "sam said it is fine")),
        ("error: disk full", ("", "error: disk full")),
    ],
)
def test_whom_it_speaks_to(text, expected):
    assert addressee(text, IDS) == expected


def test_code_is_a_whole_line_in_backticks():
    assert is_code("`ls -l`")
    assert not is_code("`ls` and `cd`")
