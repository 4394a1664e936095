"""Values of arguments: as JSON, and as the text that a query and a form make of them."""

import pytest

from app.sandbox.contract import Argument
from app.sandbox.contract.values import argument_fault


@pytest.mark.parametrize(
    ("types", "good", "bad"),
    [
        (("string",), ["x", "", 5, 1.5], [True, ["x"], {"x": 1}]),
        (("boolean",), [True, False, "true", "False", "1", "0", 1, 0], ["maybe", 2, [], "yes and no"]),
        (("integer",), [5, "5", "-5"], ["x", 1.5, "1.5", True, [], "٥x"]),
        (("number",), [5, 1.5, "1.5", "-2"], ["x", True, {}, "1.", "nan"]),
        (("array",), [[], ["x"], "[1]", "a,b"], [5, True, {}]),
        (("object",), [{}, {"x": 1}, "{}"], [5, [], False]),
        (("string", "null"), ["x", None, ""], [[], {}]),
    ],
)
def test_types(types, good, bad):
    argument = Argument("name", types)
    assert [value for value in good if argument_fault(argument, value)] == []
    assert [value for value in bad if not argument_fault(argument, value)] == []
    assert argument_fault(argument, bad[-1]).startswith("must provide a")


@pytest.mark.parametrize("value", ["1700000000.000100", "1700000000", "0"])
def test_a_timestamp(value):
    assert argument_fault(Argument("oldest", ("string",), kind="timestamp"), value) is None


@pytest.mark.parametrize("value", ["now", "1e9", "-5", "1700000000.0001000", "1700000000."])
def test_what_is_no_timestamp(value):
    assert argument_fault(Argument("oldest", ("string",), kind="timestamp"), value) == "must be a timestamp"


@pytest.mark.parametrize(
    ("argument", "value", "fault"),
    [
        (Argument("length", ("integer",), minimum=1), "0", "must be greater than 0"),
        (Argument("count", ("integer",), maximum=100), 101, "must be less than 101"),
        (Argument("count", ("integer", "string"), maximum=100), "many", None),
        (Argument("limit", ("number",)), 1000, None),
        (Argument("limit", ("number",)), 1001, "must be less than 1001"),
        (Argument("limit", ("number",)), -1, "must be greater than -1"),
        (Argument("limit", ("number",), maximum=100), 101, "must be less than 101"),
        (Argument("access", ("string",), enum=("read", "write")), "read", None),
        (Argument("access", ("string",), enum=("read", "write")), "own", "must be a valid enum value"),
        (Argument("title", ("string",), max_length=3), "éé🔥", None),
        (Argument("title", ("string",), max_length=3), "four", "must be less than 4 characters"),
        (Argument("title", ("string",), min_length=2), "x", "must be more than 1 characters"),
        (Argument("files", ("array",), min_items=1), [], "no less than 1 items allowed"),
        (Argument("files", ("array",), max_items=1), ["a", "b"], "no more than 1 items allowed"),
        (Argument("files", ("array",), max_items=1), "a,b", None),
    ],
)
def test_limits(argument, value, fault):
    assert argument_fault(argument, value) == fault
