"""Corrections are folded in by when they happened, not by when we heard of them."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entry import CORRECTIONS, Author, Entry, Kind, Source, Voice
from app.domain.lines import in_order, lines

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
numbers = count(1)


def entry(key, kind=Kind.MESSAGE, *, at=0, seq=0, text="", about="", erased=False, **details):
    return Entry(
        key=key,
        kind=kind,
        happened_at=START + timedelta(seconds=at),
        author=Author(Voice.PERSON, "U1"),
        source=Source("slack", key),
        text=text,
        about=about,
        details=details,
        seq=seq or next(numbers),
        recorded_at=START,
        salt="",
        content_digest="",
        digest="",
        erased=erased,
    )


SAID = entry("m", text="first wording", seq=1)


def edit(at, text, seq, *, erased=False):
    return entry(f"e{at}", Kind.EDIT, at=at, text=text, about="m", seq=seq, erased=erased)


def reaction(at, *, added, name="eyes", user="U2"):
    return entry(f"r{at}{name}{user}", Kind.REACTION, at=at, about="m", name=name, user=user, added=added)


def only(*entries):
    [line] = lines(entries)
    return line


def test_what_nobody_corrected():
    line = only(SAID)
    assert (line.text, line.citations, line.edited, line.deleted, line.pinned) == (
        "first wording",
        (1,),
        False,
        False,
        False,
    )
    assert line.at == START


@given(st.permutations([SAID, edit(1, "second", 2), edit(2, "third", 3)]))
def test_the_newest_wording_is_cited_with_the_message(entries):
    line = only(*entries)
    assert (line.text, line.citations, line.edited) == ("third", (1, 3), True)


@given(
    st.permutations([SAID, edit(1, "second", 2), entry("d", Kind.DELETION, at=2, about="m"), reaction(1, added=True)])
)
def test_what_was_deleted_says_nothing(entries):
    line = only(*entries)
    assert (line.text, line.citations, line.deleted) == ("", (1,), True)


def test_what_was_erased_says_nothing():
    gone = entry("m", seq=1, erased=True)
    line = only(gone, edit(1, "", 2, erased=True))
    assert (line.text, line.citations, line.deleted, line.edited) == ("", (1,), True, False)


@given(st.permutations([SAID, reaction(1, added=True), reaction(2, added=False), reaction(3, added=True, user="U3")]))
def test_a_reaction_taken_off_is_gone(entries):
    assert only(*entries).reactions == {("eyes", "U3")}


@pytest.mark.parametrize("last", [True, False])
def test_the_last_word_on_a_pin_counts(last):
    pins = [entry(f"p{at}", Kind.PIN, at=at, about="m", added=added) for at, added in ((1, not last), (2, last))]
    assert only(pins[1], SAID, pins[0]).pinned is last


def test_corrections_of_what_we_never_saw_are_no_lines():
    assert lines([edit(1, "second", 2), reaction(1, added=True)]) == []


def test_in_order_of_time_then_of_key():
    early, late, tie = entry("b", at=1), entry("a", at=2), entry("c", at=1)
    assert [one.key for one in in_order([late, tie, early])] == ["b", "c", "a"]
    assert [line.entry.key for line in lines([late, tie, early])] == ["b", "c", "a"]


@pytest.mark.parametrize("kind", sorted(set(Kind) - CORRECTIONS))
def test_everything_else_is_a_line(kind):
    assert only(entry("x", kind)).entry.kind is kind


def masking(of, text, seq, *, erased=False, at=50):
    details = {} if erased else {"entry": of, "details": {"ts": "1"}, "name": "bot", "types": ["aws-key"]}
    return entry(
        f"x{seq}", Kind.MASKING, at=at, about="m", text="" if erased else text, seq=seq, erased=erased, **details
    )


COVERED = entry("m", seq=1, erased=True)


def test_a_masked_message_goes_on_in_its_masked_wording():
    line = only(COVERED, masking("m", "key [secret:aws-key]", 4), reaction(9, added=True))
    assert (line.text, line.citations, line.deleted) == ("key [secret:aws-key]", (1, 4), False)
    assert (line.entry.text, line.entry.erased, line.entry.author.name) == ("key [secret:aws-key]", False, "bot")
    assert line.entry.details == {"ts": "1"}
    assert line.reactions == {("eyes", "U2")}


def test_a_masked_edit_is_still_the_newest_wording():
    line = only(SAID, edit(5, "", 2, erased=True), masking("e5", "now [secret:jwt]", 3))
    assert (line.text, line.citations, line.edited) == ("now [secret:jwt]", (1, 2, 3), True)


def test_an_edit_after_a_masking_counts():
    line = only(COVERED, edit(60, "without it", 5), masking("m", "key [secret:aws-key]", 4))
    assert (line.text, line.citations) == ("without it", (1, 5))


def test_what_was_masked_twice_reads_as_masked_last():
    line = only(COVERED, masking("m", "", 4, erased=True), masking("m", "[secret:jwt] [secret:aws-key]", 5, at=51))
    assert (line.text, line.citations) == ("[secret:jwt] [secret:aws-key]", (1, 5))


def test_a_masked_message_that_was_deleted_is_deleted():
    line = only(COVERED, masking("m", "", 4, erased=True), entry("d", Kind.DELETION, at=70, about="m", seq=6))
    assert (line.text, line.deleted) == ("", True)
