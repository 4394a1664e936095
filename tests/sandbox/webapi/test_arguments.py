import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.errors import SlackError
from app.sandbox.webapi.arguments import Arguments

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["blocks", "view", "limit", "text", "users", "oldest"])


@given(st.dictionaries(NAMES, JSON))
def test_whatever_comes_is_read_or_refused(given_arguments):
    arguments = Arguments(given_arguments)
    for name in ("blocks", "view", "limit", "text", "users", "oldest"):
        arguments.text(name)
        arguments.flag(name)
        arguments.many(name)
        arguments.object(name)
        arguments.has(name)
        for read in (lambda name=name: arguments.number(name, 1), lambda name=name: arguments.ts(name, "bad")):
            with contextlib.suppress(SlackError):
                read()


def test_json_written_as_text_is_read():
    arguments = Arguments({"blocks": '[{"type":"divider"}]', "view": "{bad", "text": "[not for us]", "token": "secret"})
    assert arguments.objects("blocks") == [{"type": "divider"}]
    assert arguments.object("view") == {}
    assert arguments.text("text") == "[not for us]"
    assert "token" not in arguments.given


def test_flags_and_numbers_come_as_text_too():
    arguments = Arguments({"a": "1", "b": "false", "c": True, "d": "15", "e": 15.0, "f": ""})
    assert [arguments.flag(name) for name in "abcx"] == [True, False, True, False]
    assert [arguments.number(name, 7) for name in "defx"] == [15, 15, 7, 7]
    assert arguments.many("x") == []
    assert Arguments({"users": "U1, U2,"}).many("users") == ["U1", "U2"]
    with pytest.raises(SlackError, match="invalid_arguments"):
        Arguments({"limit": "many"}).number("limit", 1)
