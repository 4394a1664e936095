"""Names from code and logs, brought to where they can be compared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context.identifiers import atoms, files, names, parts


def test_names_share_words_however_they_are_written():
    assert set(parts("user_accounts")) == set(parts("getUserAccount")) - set(parts("get"))
    assert parts("batching") == parts("batched") == parts("Batches") == ["batch"]
    assert parts("HTTPWriter") == parts("writing")
    assert parts("the error of 42") == []


def test_atoms_of_code():
    assert atoms('if a.Lat > 90 { return "lat" }') == ["if", "a", "Lat", "90", "return", '"lat"']


def test_what_is_said_literally():
    text = "column \"legacy_ref\" of 'orders' is gone: see readRow, 'some words here', NPE in PaymentClient and [title]"
    assert set(names(text)) >= {"legacy_ref", "orders", "readRow", "PaymentClient", "title"}
    assert "some words here" not in set(names(text))


def test_files_of_stack_traces():
    assert files("at pay/charge.go:118 (Charge.read) from views/list.tsx:4, version 1.2") == ["charge.go", "list.tsx"]


@given(st.text(max_size=300))
def test_any_text(text):
    parts(text), atoms(text), list(names(text)), files(text)


@pytest.mark.parametrize("part", ["a", "a-", "aB", "a_", "header", '"\\', "[a"])
def test_a_long_word_takes_no_long_time(part):
    text = part * (20_000 // len(part))
    start = time.process_time()
    parts(text), atoms(text), list(names(text)), files(text)
    assert time.process_time() - start < 0.5
