"""One setting says where a model is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.llm.address import Address, checked_url, read_address


@pytest.mark.parametrize(
    ("text", "model", "url", "context_tokens"),
    [
        ("ollama:llama3.2", "llama3.2", "http://localhost:11434/v1", 4096),
        ("ollama:llama3.2:3b", "llama3.2:3b", "http://localhost:11434/v1", 4096),
        ("ollama:qwen3@http://gpu:11434", "qwen3", "http://gpu:11434/v1", 4096),
        ("vllm:org/name", "org/name", "http://localhost:8000/v1", 8192),
        ("llamacpp:any", "any", "http://localhost:8080/v1", 8192),
        ("openai:gpt-x", "gpt-x", "https://api.openai.com/v1", 128_000),
        ("mine@http://localhost:8000/v1/", "mine", "http://localhost:8000/v1", 8192),
        ("mine@https://models.example/v1", "mine", "https://models.example/v1", 32_768),
        (
            "gpt-x@https://us.openai.azure.com/openai/deployments/d?api-version=1",
            "gpt-x",
            "https://us.openai.azure.com/openai/deployments/d?api-version=1",
            32_768,
        ),
        ("@cf/meta/llama@https://models.example/v1", "@cf/meta/llama", "https://models.example/v1", 32_768),
    ],
)
def test_what_may_be_written(text, model, url, context_tokens):
    assert read_address(text) == Address(model=model, url=url, context_tokens=context_tokens)


def test_the_model_that_comes_along():
    assert read_address("local") == Address(model="local", context_tokens=4096)
    assert read_address("local:/models/small.gguf") == Address(
        model="small", weights=Path("/models/small.gguf"), context_tokens=4096
    )


@pytest.mark.parametrize(
    "text", ["", "llama3.2", "ollama:", "local:", "@http://host", "name@ftp://host", "gemini:x", "x@http://"]
)
def test_what_is_no_model(text):
    with pytest.raises(ValueError, match=r"is no model; write it like|is a URL like"):
        read_address(text)


@given(st.text())
def test_anything_else_is_refused_in_words(text):
    try:
        assert read_address(text).model
    except ValueError as error:
        assert str(error)  # noqa: PT017 -- most texts are refused


def test_a_key_does_not_belong_into_a_url():
    with pytest.raises(ValueError, match="a key does not belong into a URL") as refused:
        checked_url("https://user:sk-secret@host/v1")
    assert "sk-secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "hosts", "is_local"),
    [
        ("local", (), True),
        ("ollama:x", (), True),
        ("x@http://[::1]:8000", (), True),
        ("x@http://127.8.8.8", (), True),
        ("x@http://localhost", (), True),
        ("x@http://10.0.0.5:8000", (), False),
        ("x@http://192.168.1.4", (), False),
        ("x@http://vllm.internal", (), False),
        ("x@http://localhost.evil.example", (), False),
        ("x@http://127.0.0.1.evil.example", (), False),
        ("x@http://vllm.corp.example:8000", ("*.corp.example",), True),
        ("x@http://10.0.0.5:8000", ("10.0.0.5",), True),
        ("openai:x", ("*.corp.example",), False),
    ],
)
def test_only_this_machine_is_local_unless_it_is_said(text, hosts, is_local):
    assert read_address(text).is_local(hosts) is is_local


@pytest.mark.parametrize(
    ("text", "is_openai"),
    [
        ("openai:x", True),
        ("x@https://us.openai.azure.com/openai/v1", True),
        ("x@https://api.openai.com.evil.example/v1", False),
        ("ollama:x", False),
    ],
)
def test_whose_the_usual_key_is(text, is_openai):
    assert read_address(text).is_openai is is_openai
