"""From settings to models, and to which of them is asked for what."""

import pytest
from pydantic import SecretStr

from app.domain.errors import UserError
from app.llm.configured import TASKS, Described, Written, opened, roster, routes
from tests.llm.asked import prompt
from tests.llm.hostile import hostile_endpoint

KEY = SecretStr("sk-1")


def test_nothing_is_configured_by_default():
    known = roster(Written())
    assert not known.models
    assert not any(known.routes.values())


def test_one_model_writes_everything():
    known = roster(Written(model="ollama:llama3.2"))
    assert known.routes == {task: ["llama3.2"] for task in TASKS}
    card = known.models["llama3.2"].card
    assert (card.model, card.endpoint.host, card.endpoint.is_local) == ("llama3.2", "localhost:11434", True)


def test_a_small_one_is_asked_first_for_what_is_small():
    known = roster(Written(model="openai:large", small_model="ollama:small", openai_key=KEY))
    assert known.routes["digest"] == known.routes["update"] == ["small", "large"]
    assert known.routes["postmortem"] == ["large", "small"]
    assert not known.models["large"].card.endpoint.is_local


def test_the_same_name_at_two_places():
    known = roster(Written(model="ollama:x", small_model="vllm:x"))
    assert known.routes["digest"] == ["vllm:x", "x"]


def test_descriptions_and_chains():
    models = {
        "big": Described(
            url="https://models.example",
            model="org/big",
            key=KEY,
            context_tokens=64_000,
            input_price=1.5,
            output_price=6,
        ),
        "near": Described(at="vllm:mid@http://10.0.0.5:8000", is_local=True),
        "unused": Described(at="ollama:x"),
    }
    known = roster(Written(model="near", models=models, writers={"postmortem": ["big", "near"]}))
    assert known.routes["postmortem"] == ["big", "near"]
    assert known.routes["catchup"] == ["near"]
    assert set(known.models) == {"big", "near"}
    card = known.models["big"].card
    assert (card.context_tokens, card.cost_usd(1_000_000, 500_000)) == (64_000, 4.5)
    assert known.models["near"].card.endpoint.is_local
    assert "sk-1" not in repr(known)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (Written(model="llama3.2"), "WATCHKEEPER_MODEL: `llama3.2` is no model; write it like"),
        (Written(small_model="x@http://"), "WATCHKEEPER_SMALL_MODEL: the address of a model is a URL like"),
        (Written(model="openai:x"), "WATCHKEEPER_MODEL: api.openai.com needs a key; set OPENAI_API_KEY"),
        (Written(writers={"poem": ["x"]}), "writers: there is no task `poem`; tasks are catchup, "),
        (Written(writers={"catchup": ["x"]}), "writers: catchup: there is no model `x`; describe it under `models:`."),
        (Written(models={"x": Described(url="http://h")}), "models: x: needs `url` and `model`, or `at`"),
        (Written(models={"x": Described(at="ollama:x", url="http://h", model="m")}), "models: x: needs"),
        (Written(models={"x": Described(url="h", model="m")}), "models: x: the address of a model is a URL like"),
        (
            Written(models={"x": Described(at="ollama:x", context_tokens=5)}),
            "models: x: context_tokens must be at least",
        ),
        (Written(models={"x": Described(at="ollama:x", input_price=-1)}), "models: x: a price is dollars"),
    ],
)
def test_what_is_wrong_is_a_sentence(written, sentence):
    with pytest.raises(UserError) as refused:
        roster(written)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


def test_openais_key_goes_to_openai_only():
    written = Written(model="openai:x", small_model="y@https://other.example", openai_key=KEY)
    keys = {name: one.key.get_secret_value() for name, one in roster(written).models.items()}
    assert keys == {"x": "sk-1", "y": ""}


def test_a_key_serves_two_models_of_one_host():
    written = Written(model="a@https://one.example", small_model="b@https://one.example", key=KEY)
    assert {one.key.get_secret_value() for one in roster(written).models.values()} == {"sk-1"}


async def test_the_models_can_be_asked():
    async with hostile_endpoint() as endpoint, routes(Written(model=f"m@{endpoint.url}", key=KEY)) as asked:
        [model] = asked["catchup"]
        assert (await model.complete(prompt(), 20)).is_whole
        assert endpoint.requests[0].authorization == "Bearer sk-1"
        assert endpoint.requests[0].body["model"] == "m"


async def test_nothing_is_opened_where_nothing_is_configured():
    async with opened({}) as models:
        assert models == {}
