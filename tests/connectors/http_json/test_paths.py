"""Places in a JSON value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.http_json.paths import dig

VALUE = {"a": [{"b.c": 1, "b": {"d": 2}}, None, "text"], "": {"": 3}, "0": 4, "x.y": {"z": 5}, "n": None, "=": 6}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", VALUE),
        ("a.0.b.c", 1),
        ("a.0.b.d", 2),
        ("a.0.b.d.e", None),
        ("a.1", None),
        ("a.1.b", None),
        ("a.2.0", None),
        ("a.3", None),
        ("a.-1", None),
        ("a.²", None),
        ("a.123456", None),
        ("a.x", None),
        ("0", 4),
        ("x.y", {"z": 5}),
        ("n", None),
        ("n.m", None),
        ("=", ""),
        ("=x.y", "x.y"),
        ("==", "="),
    ],
)
def test_places(path, found):
    assert dig(VALUE, path) == found


def test_a_name_with_dots_is_found_at_the_end_of_the_way():
    assert dig({"a": [{"b.c": 1}]}, "a.0.b.c") == 1
    assert dig({"a": [{"b.c": 1}]}, "a.0.b.c.d") is None


JSON = st.recursive(
    st.none() | st.text(max_size=5), lambda one: st.lists(one, max_size=2) | st.dictionaries(st.text(max_size=2), one)
)
STEPS = st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True) | st.integers(0, 3), min_size=1, max_size=5)


@given(JSON, st.text(max_size=12) | st.text(alphabet="a.0=", max_size=8))
def test_any_place_in_anything(value, path):
    dig(value, path)


@given(STEPS)
def test_what_was_put_somewhere_is_found_there(steps):
    value = "here"
    for step in reversed(steps):
        value = [None] * step + [value] if isinstance(step, int) else {step: value}
    assert dig(value, ".".join(map(str, steps))) == "here"
