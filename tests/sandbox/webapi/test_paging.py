import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.errors import SlackError
from app.sandbox.webapi.paging import decode_cursor, encode_cursor


@given(st.text(min_size=1).filter(lambda text: "\ud800" not in text))
def test_a_cursor_keeps_its_place(place):
    assert decode_cursor(encode_cursor(place)) == place


@given(st.text(min_size=1, max_size=12))
def test_what_is_no_cursor_is_refused(text):
    with contextlib.suppress(SlackError):
        assert decode_cursor(text)


def test_no_cursor_is_the_beginning():
    assert decode_cursor("") == ""
    with pytest.raises(SlackError, match="invalid_cursor"):
        decode_cursor(encode_cursor(""))
