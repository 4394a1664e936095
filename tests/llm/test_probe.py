"""What `watchkeeper doctor` says about a model."""

import pytest
from pydantic import SecretStr

from app.llm.configured import Described, Written, roster
from app.llm.probe import probed
from tests.llm.hostile import hostile_endpoint


async def look(url: str, **given):
    written = Written(model="m", models={"m": Described(url=url, model="m", key=SecretStr("sk-1"), **given)})
    return await probed(roster(written).models["m"], 10)


@pytest.mark.parametrize(
    ("behaviour", "schema"),
    [("honest", "keeps to a JSON schema"), ("refuses_schema", "takes no JSON schema (asked in words instead)")],
)
async def test_a_model_that_answers(behaviour, schema):
    async with hostile_endpoint() as endpoint:
        endpoint.behave(behaviour)
        found = await look(endpoint.url)
    host = endpoint.url.split("/")[2]
    assert found.ok
    assert found.what.startswith(f"model m at {host} (local): answers in 0.")
    assert found.what.endswith(f"s, {schema}, context 8,192 tokens")


async def test_a_smaller_context_than_was_said():
    async with hostile_endpoint() as endpoint:
        endpoint.context_tokens = 2048
        found = await look(endpoint.url)
        assert not found.ok
        assert found.advice == "Its endpoint says 2,048: set context_tokens to that under `models:`."
        assert (await look(endpoint.url, context_tokens=2048)).ok


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("unauthorised", "it does not know our key"),
        ("no_such_model", "there is no such model at that address"),
        ("overflows_as_vllm", "it takes hardly any text"),
    ],
)
async def test_a_model_that_does_not(behaviour, reason):
    async with hostile_endpoint() as endpoint:
        endpoint.behave(behaviour)
        found = await look(endpoint.url)
    assert not found.ok
    assert found.what.endswith(reason)
    assert found.advice
    assert "sk-1" not in str(found)


async def test_one_that_cannot_be_started(tmp_path):
    written = Written(model=f"local:{tmp_path / 'none.gguf'}")
    found = await probed(roster(written).models["none"], 10)
    assert not found.ok
    assert "none.gguf" in found.advice or "make local" in found.advice
