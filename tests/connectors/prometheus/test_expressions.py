import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.prometheus.expressions import measured


@pytest.mark.parametrize(
    ("expression", "measures"),
    [
        ("up == 0", ["up"]),
        ("app_errors > 5", ["app_errors"]),
        ("5 < app_errors", ["app_errors"]),
        ("rate(a[5m]) > bool 3", ["rate(a[5m])"]),
        (
            'sum by (x) (rate(a{code=~"5..|>"}[5m])) / sum(b) > 0.05',
            ['sum by (x) (rate(a{code=~"5..|>"}[5m])) / sum(b)'],
        ),
        ("a > 1 and b < 2", ["a", "b"]),
        ("a > 1 and on (job) group_left (x) b == 2", ["a", "b"]),
        ("(a > 1 or (b < 2)) and c != 3", ["a", "b", "c"]),
        ("a > 1 unless on (pod) b > 2", ["a"]),
        ("a > 1 unless b or c >= 3", ["a", "c"]),
        ("a > a offset 1d", ["a"]),
        ("a > ignoring (x) b * 2", ["a"]),
        ("a > 1 # b > 2", ["a"]),
        ("100 * (a / b) >= 1e3", ["100 * (a / b)"]),
        ("absent(up) == 1", []),
        ("absent(up)", []),
        ("vector(1)", []),
        ("1 > 0", []),
        ("a > 1 and a > 1", ["a"]),
        ("and_more > 1", ["and_more"]),
        ("", []),
        ("((((((((a > 1))))))))", []),
    ],
)
def test_the_comparison_is_taken_off(expression, measures):
    assert measured(expression) == measures


@given(st.text(alphabet="ab><=!()[]{}\"'` #andorunless1", max_size=80))
def test_any_text_has_an_answer(expression):
    assert all(one in expression for one in measured(expression))


@pytest.mark.parametrize("piece", ["(", "a > ", "on", "on (", '"', "and ", "1 <", " bool", "-", "`"])
def test_no_expression_takes_long(piece):
    began_s = time.thread_time()
    measured(piece * (9000 // len(piece)))
    assert time.thread_time() - began_s < 1
