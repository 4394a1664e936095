"""Reading in reports against the facts that stand beside them."""

import json
from datetime import timedelta

import pytest

from app.connectors.parts.markdown.files import read_folder
from app.connectors.postmortems import report_of
from app.context.similar.past import Account, Past, Quote
from app.evaluation.similar_facts import told
from app.evaluation.similar_queries import Report

FIX = "The fix is quoted from the part about the resolution"
FIX_ELSEWHERE = "A fix is quoted where there is no such part"
TOOK = "How long it took is right"
TOOK_ELSEWHERE = "How long it took is said where there is no such line"
WHAT = "Says what it was"


@pytest.fixture
def beside(tmp_path):
    """Writes facts beside a report."""

    def write(name, facts):
        (tmp_path / f"{name}.json").write_text(facts if isinstance(facts, str) else json.dumps(facts))

    (tmp_path / "any.md").write_text("# Any\n")
    write.folder = tmp_path
    return write


def report(folder, name="a", **account):
    (file, *_) = read_folder("Reports", folder).files
    past = Past(key=name, title="Any", texts={})
    return Report(name, report_of(file, "reports"), past, Account(**account))


def test_without_facts_there_is_nothing_to_compare_with(beside):
    assert told(beside.folder, [report(beside.folder)]) == {}
    assert told(beside.folder, []) == {}


def test_a_quotation_is_from_the_part_about_the_resolution(beside):
    beside("a", {"resolution": "We deleted old files, and grew the disk."})
    beside("b", {"resolution": "Somebody restarted the queue."})
    fix = Quote("we deleted OLD files and grew the disk")
    said = told(beside.folder, [report(beside.folder, name, fix=fix) for name in "ab"])
    assert (said[FIX], said[FIX_ELSEWHERE]) == ("1 of 2", "–")


def test_a_quotation_without_a_word_is_from_nowhere(beside):
    beside("a", {"resolution": "We deleted old files."})
    assert told(beside.folder, [report(beside.folder, fix=Quote("…"))])[FIX] == "0 of 1"


def test_four_of_five_words_are_enough_and_less_is_not(beside):
    beside("a", {"resolution": "one two three four"})
    for text, right in (("one two three four x", "1 of 1"), ("one two three x", "0 of 1")):
        assert told(beside.folder, [report(beside.folder, fix=Quote(text))])[FIX] == right


def test_how_long_it_took(beside):
    for name in "abc":
        beside(name, {"time_to_resolve": "1h 30m"})
    took = {"a": timedelta(minutes=90), "b": timedelta(minutes=30), "c": None, "d": timedelta(minutes=5)}
    said = told(beside.folder, [report(beside.folder, name, took=length) for name, length in took.items()])
    assert (said[TOOK], said[TOOK_ELSEWHERE]) == ("1 of 3", "1 of 1")


def test_what_is_quoted_where_nobody_wrote_it_down_is_counted_apart(beside):
    beside("a", {"resolution": "We grew it."})
    reports = [
        report(beside.folder, "a", what=Quote("x")),
        report(beside.folder, "b", fix=Quote("y")),
        report(beside.folder, "c"),
    ]
    said = told(beside.folder, reports)
    assert (said[WHAT], said[FIX], said[FIX_ELSEWHERE]) == ("1 of 3", "0 of 1", "1 of 2")


@pytest.mark.parametrize("facts", ["no json", "[]", "null", '{"resolution": 7}', '{"resolution": ""}', "[" * 100_000])
def test_facts_that_say_nothing_count_as_none(beside, facts):
    beside("a", facts)
    beside("b", {"resolution": "We grew it."})
    said = told(beside.folder, [report(beside.folder, name) for name in "ab"])
    assert said[FIX] == "0 of 1"
