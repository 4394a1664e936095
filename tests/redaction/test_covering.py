"""A known secret is covered wherever a text repeats it, and nothing else changes."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.redaction.covering import Cover

COVER = Cover({"hunter2hunter2": "password", "hunter2hunter2-long": "other-key", "a&b<c>d": "amp", "short": "no"})


def test_the_longest_first_also_escaped():
    assert COVER.text("x hunter2hunter2-long, hunter2hunter2.") == "x [secret:other-key], [secret:password]."
    assert COVER.text("a&b<c>d and a&amp;b&lt;c&gt;d") == "[secret:amp] and [secret:amp]"


def test_what_was_cut_is_covered_too():
    assert (
        COVER.text("it was hunter2hu… and so on… hunter2hunt…")
        == "it was [secret:other-key]… and so on… [secret:other-key]…"
    )


def test_what_is_too_short_is_in_too_many_texts():
    assert COVER.text("a short text") == "a short text"
    assert not Cover({"short": "no"})
    assert COVER


def test_json():
    value = {"hunter2hunter2": ["hunter2hunter2", 1, None, {"a": ("hunter2hunter2",)}]}
    assert COVER.json(value) == {"hunter2hunter2": ["[secret:password]", 1, None, {"a": ["[secret:password]"]}]}


def test_types():
    assert COVER.types_in("hunter2hunter2 a&b<c>d") == ["amp", "password"]


@given(st.lists(st.sampled_from(["hunter2hunter2", "-long", "hunter2", "…", " ", "[secret:password]"])).map("".join))
def test_covering_twice_changes_nothing(text):
    once = COVER.text(text)
    assert COVER.text(once) == once
    assert "hunter2hunter2" not in once


def test_many_ellipses_take_no_time():
    begun = time.thread_time()
    Cover({"x" * 500: "long"}).text(f"{'y' * 50}…" * 2000)
    assert time.thread_time() - begun < 2
