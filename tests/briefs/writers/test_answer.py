import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.briefs.writers.answer import LONGEST_CHARS, MOST_ENTRIES, MOST_STATEMENTS, READ_CHARS, Said, read
from tests.briefs.writers.scripted import sections

ASKED = sections(tried=[("Ben restarted api-1", [3, 4])], impact=[("Two merchants are affected.", [7])])
READ = (Said("tried", "Ben restarted api-1", (3, 4)), Said("impact", "Two merchants are affected", (7,)))


def test_what_was_asked_for():
    assert read(ASKED) == READ


@pytest.mark.parametrize(
    "around",
    [
        "```json\n{}\n```",
        "Sure! Here it is:\n\n{}\n\nI hope this helps!",
        "<think>Is it [1] or {{2}}?</think>{}",
        "[{}]",
        '{{"answer": {}}}',
        "{0}\n{0}\n{0}",
    ],
)
def test_whatever_stands_around_it(around):
    assert read(around.format(ASKED)) == READ


@pytest.mark.parametrize("kept", range(len(ASKED)))
def test_what_is_cut_off_keeps_what_is_whole(kept):
    found = read(ASKED[:kept])
    assert found in {(), READ[:1], READ}
    if ASKED[:kept].count("}") >= 2:
        assert found[0] == READ[0]


@pytest.mark.parametrize(
    ("entries", "numbers"),
    [
        ([17, 18], (17, 18)),
        (["17", "#18", "[19]"], (17, 18, 19)),
        ("17, 18", (17, 18)),
        (17, (17,)),
        (17.0, (17,)),
        ([17.5, None, True, {"a": 1}, [18]], (18,)),
        ([3, 3, 3], (3,)),
        (None, ()),
        ({}, ()),
    ],
)
def test_entries_in_any_shape(entries, numbers):
    (said,) = read(json.dumps({"sections": [{"key": "tried", "statements": [{"text": "x", "entries": entries}]}]}))
    assert said.entries == numbers


def test_numbers_in_the_text_are_citations_and_not_words():
    assert read(sections(tried=[("**Ben** restarted api-1 [17, 18].", [])])) == (
        Said("tried", "Ben restarted api-1", (17, 18)),
    )


@pytest.mark.parametrize(
    "answer",
    [
        {"tried": [{"text": "Ben restarted api-1", "entries": [3]}]},
        {"tried": ["Ben restarted api-1 [3]"]},
        {"sections": {"tried": [{"statement": "Ben restarted api-1", "citations": [3]}]}},
        {"sections": [{"title": "Tried", "points": [{"sentence": "Ben restarted api-1", "sources": "3"}]}]},
        [{"section": "tried", "text": "Ben restarted api-1", "entries": [3]}],
    ],
)
def test_other_shapes(answer):
    assert read(json.dumps(answer)) == (Said("tried", "Ben restarted api-1", (3,)),)


def test_prose_with_numbers_under_headings():
    text = (
        "Of course!\n\n## Tried\n- Ben restarted api-1 [3].\n- Nothing else\n\n**Impact:**\n1. Two merchants wait [7]\n"
    )
    assert read(text) == (
        Said("tried", "Ben restarted api-1", (3,)),
        Said("impact", "Two merchants wait", (7,)),
    )


def test_a_loop_is_one_statement_and_a_flood_has_an_end():
    assert len(read('{"text": "It is being looked into.", "entries": [1]}, ' * 5_000)) == 1
    many = sections(tried=[(f"fact {number}", [number]) for number in range(2_000)])
    assert 0 < len(read(many)) <= MOST_STATEMENTS
    assert len(read(json.dumps([{"text": "x", "entries": list(range(9_999))}]))[0].entries) <= MOST_ENTRIES
    assert read(sections(tried=[("a " * LONGEST_CHARS, [1])])) == ()


@pytest.mark.parametrize(
    "evil", ["{" * 200_000, "[" * 200_000, '{"a":' * 100_000, '{"text": "' * 20_000, "[1] " * 50_000]
)
def test_no_answer_takes_long(evil):
    start = time.process_time()
    read(evil)
    assert time.process_time() - start < 2
    assert len(evil) > READ_CHARS


def test_mended_statements_have_their_number_and_may_be_empty():
    answer = {"statements": [{"number": 1, "text": "Ben", "entries": [3]}, {"number": 2, "text": "", "entries": []}]}
    assert read(json.dumps(answer)) == (Said("", "Ben", (3,), 1), Said("", "", (), 2))


@given(st.one_of(st.text(), st.text('{}[]",:\\ntextsion 0123', max_size=300)))
def test_nothing_is_ever_raised(text):
    for said in read(text):
        assert len(said.text) <= LONGEST_CHARS


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["sections", "key", "statements", "text", "entries", "x"]), inside, max_size=4
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_nor_for_any_json(value):
    for said in read(json.dumps(value)):
        assert all(isinstance(number, int) for number in said.entries)
