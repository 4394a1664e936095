import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.log_lines import LogLine
from app.domain.patterns import OTHERS, patterns

AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def lines(*texts, level=""):
    return [LogLine(AT + timedelta(seconds=number), text, level) for number, text in enumerate(texts)]


def test_lines_that_differ_in_what_varies_are_one_pattern():
    told = lines(*(f"ERROR payment {n} for customer-{n} failed after {n * 7}ms" for n in range(40)), "INFO started")
    first, second = patterns(told)
    assert (first.template, first.count, first.severity) == (
        "payment <num> for <id> failed after <num>",
        40,
        2,
    )
    assert (first.first_at, first.last_at) == (AT, AT + timedelta(seconds=39))
    assert len(first.examples) == 3
    assert (second.count, second.severity) == (1, 5)


def test_lines_that_differ_in_a_few_words_are_merged_and_others_are_not():
    told = lines(
        "ERROR cannot reach host alpha on the first attempt today",
        "ERROR cannot reach host beta on the first attempt today",
        "ERROR cannot reach host gamma on the second attempt today",
        "connection refused",
        "connection reset",
    )
    assert [(one.template, one.count) for one in patterns(told)] == [
        ("cannot reach host <*> on the <*> attempt today", 3),
        ("connection refused", 1),
        ("connection reset", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"level": "error", "msg": "card 17 declined", "ts": 1}',
        'ts=2026-03-14 level=error msg="card 99 declined" attempt=3',
        "card 3 declined\n  at line 7\n  at line 9",
    ],
)
def test_structured_lines_are_known_by_their_message(text):
    assert patterns(lines(text, level="error"))[0].template == "card <num> declined"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"msg": "cannot pay", "error": "card 7 declined"}', "cannot pay: card <num> declined"),
        ('level=warn msg="cannot pay" attempt=3 err="card 7 declined"', "cannot pay: card <num> declined"),
        ('Traceback (most recent call last):\n  File "x.py", line 7\nKeyError: 7', "KeyError: <num>"),
        ("E0314 09:26:53.1 7 pods.go:7] cannot list pods", "pods.go:<num>] cannot list pods"),
        ("<3> 12 45", "<<num>> <num> <num>"),
        ("{broken", "{broken"),
    ],
)
def test_what_went_wrong_is_what_is_told(text, says):
    assert [one.template for one in patterns(lines(text))] == [says]


def test_what_is_beyond_the_bound_is_still_counted():
    words = [f"{a}{b} stands {b}{a} {c}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzuvwxyz"]
    found = patterns(lines(*words))
    assert sum(one.count for one in found) == len(words)
    assert len(found) <= 501


def test_many_different_lines_take_little_memory_and_time():
    def told():
        for n in range(8_000):
            a, b = chr(97 + n % 26), chr(97 + n // 26 % 26)
            yield LogLine(AT, f"{a}{b}{a * (n % 17)} error {b * (n % 31 + 1)} {a} {n} in {'x' * 300}")

    tracemalloc.start()
    began_s = time.thread_time()
    found = patterns(told())
    assert time.thread_time() - began_s < 20
    assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    tracemalloc.stop()
    assert sum(one.count for one in found) == 8_000
    assert any(one.template == OTHERS for one in found)


@pytest.mark.parametrize("piece", ["a-", "1.2.", "/a", "'", "a1-", "::", "ab:", "1", "a@", "f", "a.b@", 'msg="\\'])
def test_no_line_takes_long(piece):
    began_s = time.thread_time()
    patterns(lines(piece * 4000))
    assert time.thread_time() - began_s < 1


@given(st.lists(st.text(max_size=60), max_size=30))
def test_any_text_is_counted_once(texts):
    found = patterns(lines(*texts))
    assert sum(one.count for one in found) == sum(1 for text in texts if text.strip())
    assert all(one.first_at <= one.last_at and one.examples for one in found)
