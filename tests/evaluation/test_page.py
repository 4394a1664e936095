"""The page of figures: its sections, what becomes of JSON in them, and what stays where nothing could be measured."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page():
    spec = importlib.util.spec_from_file_location("evaluation_page", ROOT / "tools" / "evaluation_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_every_section(page):
    text = page.PAGE.read_text()
    for section in page.SECTIONS:
        assert page.replaced(text, section.name, "new").count("\nnew\n") == 1
    with pytest.raises(ValueError, match="no section 'x'"):
        page.replaced(text, "x", "new")


def test_a_command_that_fails_or_is_not_there_measures_nothing(page):
    assert page.measured(page.Section("x", ("-m", "tests.no_such_module"), page.plain)) is None
    assert page.measured(page.Section("x", ("-c", "print('no JSON')"), page.plain)) is None
    assert page.measured(page.Section("x", ("-c", "print('[1]')"), page.plain, Path("/no/such/file"))) is None
    assert page.measured(page.Section("x", ("-c", "print('[1]')"), page.plain)) == [1]


def test_writers_side_by_side(page):
    figures = {"found": {"a": 3}, "of": {"a": 4}, "briefs": 2, "seconds": 1.0, "tokens_in": 900, "tokens_out": 10}
    table = page.briefs({"totals": {"rules": figures, "model": figures}}).splitlines()
    assert table[0] == "|  | rules | model |"
    assert table[2] == "| Facts of the truth found | 3 of 4 (75%) | 3 of 4 (75%) |"
    assert "| Tokens in and out, per brief | 450 / 5 | 450 / 5 |" in table


def test_anything_else_as_tables(page):
    assert page.plain([{"a": 1, "b": 0.25}]) == "| a | b |\n| --- | ---: |\n| 1 | 0.25 |"
    assert page.plain({"x": {"n": 1000}}) == "|  | n |\n| --- | ---: |\n| x | 1,000 |"
    assert page.plain({"x": 1, "y": {"z": {"n": 2.5}}}).splitlines()[-5:] == [
        "**y**", "", "|  | n |", "| --- | ---: |", "| z | 2.5 |",
    ]  # fmt: skip
