"""How a request is put, and what is given up first."""

import json

import pytest

from app.llm.asking import Format, Manner, next_manner, request_body
from tests.llm.asked import SCHEMA, prompt


def test_in_the_best_manner_the_schema_is_enforced_and_not_repeated_in_words():
    body = request_body(prompt(), "m", Manner())
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "summary", "strict": True, "schema": SCHEMA},
    }
    assert body["messages"][0] == {"role": "system", "content": "Write a summary as JSON."}
    assert body["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("format_", [Format.OBJECT, Format.TEXT])
def test_otherwise_the_schema_stands_in_the_instructions(format_):
    body = request_body(prompt(), "m", Manner(format=format_, is_streaming=False))
    instructions, material = (message["content"] for message in body["messages"])
    assert json.loads(instructions.splitlines()[-1]) == SCHEMA
    assert "JSON schema" not in material
    assert ("response_format" in body) is (format_ is Format.OBJECT)
    assert "stream" not in body
    assert "stream_options" not in body


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("Use 'max_completion_tokens' instead", Manner(limit="max_completion_tokens")),
        ("temperature does not support 0", Manner(has_temperature=False)),
        ("unknown field stream_options", Manner(has_usage=False)),
        ("Streaming is off", Manner(is_streaming=False)),
        ("response_format", Manner(format=Format.OBJECT)),
        ("Bad request", Manner(format=Format.OBJECT)),
    ],
)
def test_what_the_refusal_names_is_given_up(message, changed):
    assert next_manner(Manner(), 400, message) == changed


@pytest.mark.parametrize("status", [400, 422, 500])
def test_there_is_an_end_to_giving_up(status):
    manner, tried = Manner(), []
    while manner and len(tried) < 20:
        tried.append(manner)
        manner = next_manner(manner, status, "no")
    assert len(tried) == len(set(tried)) < 8


@pytest.mark.parametrize("status", [0, 401, 403, 429, 503])
def test_other_failures_are_not_about_the_manner(status):
    assert next_manner(Manner(), status, "temperature") is None
