"""How long and how many: each limit holds exactly, and is of something that exists."""

import json
from collections import defaultdict

import pytest

from app.sandbox.contract import Contract, lengths, load_contract
from app.sandbox.contract.lengths import length_errors, text_length
from tests.sandbox.block_kit import actions, button, section, text


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract()


@pytest.mark.parametrize(
    ("longest", "place"),
    [
        (lambda n: section("x" * n), (3000, "/text/text")),
        (lambda n: {"type": "section", "fields": [text("x" * n, "mrkdwn")]}, (2000, "/fields/0/text")),
        (lambda n: {"type": "header", "text": text("x" * n)}, (150, "/text/text")),
        (lambda n: section(block_id="b" * n), (255, "/block_id")),
        (lambda n: actions(button("x" * n)), (75, "/elements/0/text/text")),
        (lambda n: actions(button(value="x" * n)), (2000, "/elements/0/value")),
        (lambda n: actions(button(url="u" * n)), (3000, "/elements/0/url")),
        (lambda n: actions(button(action_id="a" * n)), (255, "/elements/0/action_id")),
        (
            lambda n: actions({"type": "overflow", "options": [{"text": text("x" * n), "value": "v"}]}),
            (75, "/elements/0/options/0/text/text"),
        ),
        (
            lambda n: actions({"type": "static_select", "options": [{"text": text(), "value": "v" * n}]}),
            (150, "/elements/0/options/0/value"),
        ),
        (
            lambda n: actions(button(confirm={"text": text("x" * n)})),
            (300, "/elements/0/confirm/text/text"),
        ),
        (lambda n: {"type": "image", "image_url": "u", "alt_text": "x" * n}, (2000, "/alt_text")),
        (
            lambda n: {"type": "image", "image_url": "u", "alt_text": "x", "title": text("x" * n)},
            (2000, "/title/text"),
        ),
    ],
)
def test_text_has_a_longest(longest, place: tuple[int, str]) -> None:
    most, pointer = place
    assert list(length_errors(longest(most), "")) == []
    expected = f"must be less than {most + 1} characters [json-pointer:{pointer}]"
    assert list(length_errors(longest(most + 1), "")) == [expected]


@pytest.mark.parametrize(
    ("fullest", "place"),
    [
        (lambda n: {"type": "section", "fields": [text()] * n}, (10, "/fields")),
        (lambda n: {"type": "context", "elements": [text()] * n}, (10, "/elements")),
        (lambda n: actions(*[button()] * n), (25, "/elements")),
        (lambda n: actions({"type": "overflow", "options": [{"text": text()}] * n}), (5, "/elements/0/options")),
        (
            lambda n: actions({"type": "static_select", "options": [{"text": text()}] * n}),
            (100, "/elements/0/options"),
        ),
        (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}, (100, "/rows")),
        (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}, (20, "/rows/0")),
    ],
)
def test_lists_have_a_fullest(fullest, place: tuple[int, str]) -> None:
    most, pointer = place
    assert list(length_errors(fullest(most), "")) == []
    expected = f"no more than {most} items allowed [json-pointer:{pointer}]"
    assert list(length_errors(fullest(most + 1), "")) == [expected]


def test_characters_are_counted_not_bytes() -> None:
    assert list(length_errors(section("🔥é" * 1500), "")) == []


def test_nothing_may_be_empty_that_slack_wants_filled():
    assert list(length_errors(section(""), "")) == ["must be more than 0 characters [json-pointer:/text/text]"]
    assert list(length_errors(actions(), "")) == ["no less than 1 items allowed [json-pointer:/elements]"]


def test_the_text_of_blocks_is_what_a_reader_sees():
    blocks = [
        section("12345", fields=[text("67")], block_id="not counted"),
        actions(button("89", action_id="nor this", value="nor that")),
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text("0", "text")]}]},
    ]
    assert text_length(blocks) == 10


def test_every_length_is_of_a_type_that_the_schemas_know(contract: Contract) -> None:
    text = json.dumps(contract.definitions)
    tables = (lengths.CHARACTERS, lengths.ITEMS, lengths.AT_LEAST_ONE, lengths.NUMBERS)
    for kind in {*lengths.MESSAGE_ONLY, *(kind for table in tables for kind in table)}:
        assert f'"const": "{kind}"' in text, kind


def test_every_length_is_of_a_field_that_the_schemas_know(contract: Contract) -> None:
    fields: defaultdict[str, set[str]] = defaultdict(set)
    for definition in contract.definitions.values():
        for properties in _properties(definition):
            kind = properties.get("type")
            if isinstance(kind, dict) and "const" in kind:
                fields[kind["const"]] |= set(properties)
    for table in (lengths.CHARACTERS, lengths.ITEMS, lengths.AT_LEAST_ONE, lengths.NUMBERS):
        for kind, paths in table.items():
            for path in paths:
                assert path.partition(".")[0].removesuffix("[]") in fields[kind], (kind, path)


def _properties(schema: object) -> list[dict[str, object]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _properties(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["properties"]] if isinstance(schema.get("properties"), dict) else []
    return own + [found for item in schema.values() for found in _properties(item)]
