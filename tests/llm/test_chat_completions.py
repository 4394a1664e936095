"""Whatever an endpoint does, there is an answer, or a reason in plain words, within the time limit."""

import asyncio
import json
import logging

import pytest

from app.domain.errors import Unavailable
from app.llm.asking import Format
from app.ports import TooLong
from tests.llm.asked import MATERIAL, SCHEMA, Naps, model_at, prompt
from tests.llm.hostile import NAMES, hostile_endpoint

LIMIT_S = 20.0


@pytest.fixture
async def endpoint():
    async with hostile_endpoint(seed=7) as serving:
        yield serving


@pytest.fixture
def naps():
    return Naps()


@pytest.fixture
async def model(endpoint, naps):
    async with model_at(endpoint.url, naps=naps) as one:
        yield one


def statements(completion) -> list[dict]:
    return json.loads(completion.text)["statements"]


async def test_an_answer_in_the_shape_that_was_asked_for(endpoint, model):
    completion = await model.complete(prompt(), LIMIT_S)
    assert {one["entries"][0] for one in statements(completion)} == set(range(1, 9))
    assert (completion.model, completion.is_whole, completion.is_estimated) == ("test", True, False)
    assert completion.input_tokens == (len("Write a summary as JSON.") + len(MATERIAL)) // 4
    assert completion.output_tokens > 100
    [asked] = endpoint.requests
    assert (asked.instructions, asked.material, asked.schema) == ("Write a summary as JSON.", MATERIAL, SCHEMA)
    assert asked.body["max_tokens"] == 400
    assert asked.body["stream"] is True
    assert "tools" not in asked.body
    assert asked.authorization == ""


async def test_the_key_is_sent_and_never_shown(endpoint, caplog):
    caplog.set_level(logging.DEBUG)
    endpoint.behave("unauthorised")
    async with model_at(endpoint.url, key="sk-very-secret") as model:
        with pytest.raises(Unavailable) as failed:
            await model.complete(prompt(), LIMIT_S)
    assert endpoint.requests[0].authorization == "Bearer sk-very-secret"
    assert str(failed.value) == "the model test: it does not know our key"
    assert failed.value.__suppress_context__
    assert "sk-very-secret" not in caplog.text


@pytest.mark.parametrize("behaviour", ["no_usage", "refuses_usage", "ignores_stream+no_usage"])
async def test_tokens_are_estimated_where_they_are_not_told(endpoint, model, behaviour):
    endpoint.behave(behaviour)
    completion = await model.complete(prompt(), LIMIT_S)
    assert completion.is_estimated
    assert completion.input_tokens > 100
    assert completion.output_tokens > 100


@pytest.mark.parametrize(
    ("behaviour", "format_"),
    [
        ("refuses_schema", Format.OBJECT),
        ("refuses_format", Format.TEXT),
        ("fails_on_schema", Format.OBJECT),
        ("ignores_schema", Format.TEXT),
    ],
)
async def test_a_schema_that_is_not_taken_is_asked_for_once(endpoint, model, behaviour, format_):
    endpoint.behave(behaviour)
    for _ in range(3):
        await model.complete(prompt(), LIMIT_S)
    assert model.format is format_
    before = len(endpoint.requests)
    completion = await model.complete(prompt(), LIMIT_S)
    assert statements(completion)
    assert len(endpoint.requests) == before + 1
    last = endpoint.requests[-1]
    assert '"additionalProperties":false' in last.instructions
    assert last.format == ("json_object" if format_ is Format.OBJECT else "")


async def test_another_instance_asks_for_itself(endpoint, model):
    endpoint.behave("refuses_format")
    await model.complete(prompt(), LIMIT_S)
    async with model_at(endpoint.url) as other:
        assert other.format is Format.SCHEMA


async def test_a_schema_that_was_honoured_is_not_given_up(endpoint, model):
    endpoint.script(["honest", "wrong_schema", "fails", "honest"])
    await model.complete(prompt(), LIMIT_S)
    odd = await model.complete(prompt(), LIMIT_S)
    assert "result" in odd.text
    assert statements(await model.complete(prompt(), LIMIT_S))
    assert model.format is Format.SCHEMA


async def test_a_model_that_never_keeps_the_shape_costs_one_more_request_each_time(endpoint, model):
    endpoint.behave("wrong_schema")
    counts = []
    for _ in range(4):
        await model.complete(prompt(), LIMIT_S)
        counts.append(len(endpoint.requests))
    assert counts == [2, 4, 5, 6]


@pytest.mark.parametrize("behaviour", ["refuses_max_tokens", "refuses_temperature", "refuses_stream"])
async def test_a_parameter_that_is_not_taken_is_left_out_from_then_on(endpoint, model, behaviour):
    endpoint.behave(behaviour)
    for _ in range(2):
        assert statements(await model.complete(prompt(), LIMIT_S))
    assert len(endpoint.requests) == 3
    body = endpoint.requests[-1].body
    assert body["response_format"]["type"] == "json_schema"
    assert {
        "refuses_max_tokens": body.get("max_completion_tokens") == 400 + 2048,
        "refuses_temperature": "temperature" not in body,
        "refuses_stream": "stream" not in body,
    }[behaviour]


async def test_everything_refused_at_once(endpoint, model):
    endpoint.behave("refuses_max_tokens+refuses_temperature+refuses_usage+refuses_format")
    assert statements(await model.complete(prompt(), LIMIT_S))
    before = len(endpoint.requests)
    assert statements(await model.complete(prompt(), LIMIT_S))
    assert len(endpoint.requests) == before + 1


@pytest.mark.parametrize(
    ("behaviour", "most_tokens"),
    [
        ("overflows_as_openai", 8192 - 400),
        ("overflows_as_llama_cpp", 8192 - 400),
        ("overflows_as_vllm", 8192 - 400),
        ("overflows_as_ollama", None),
        ("overflows_as_ollama_now", None),
        ("overflows_with_500", None),
        ("too_large", None),
    ],
)
async def test_a_prompt_that_does_not_fit(endpoint, model, behaviour, most_tokens):
    endpoint.behave(behaviour)
    with pytest.raises(TooLong) as refused:
        await model.complete(prompt(), LIMIT_S)
    assert refused.value.most_tokens == most_tokens
    assert len(endpoint.requests) == 1


async def test_what_cannot_fit_is_not_sent(endpoint):
    async with model_at(endpoint.url, context_tokens=500) as model:
        with pytest.raises(TooLong) as refused:
            await model.complete(prompt(material=MATERIAL * 20), LIMIT_S)
    assert refused.value.most_tokens == 100
    assert not endpoint.requests


@pytest.mark.parametrize(
    "behaviour",
    ["fails", "fails_in_html", "unavailable", "rate_limited_without", "resets", "resets_at_once", "error_in_stream"],
)
async def test_a_failure_by_chance_is_tried_again(endpoint, model, naps, behaviour):
    endpoint.script([behaviour])
    assert statements(await model.complete(prompt(), LIMIT_S))
    assert naps.slept_s == [0.3]


@pytest.mark.parametrize(
    ("behaviour", "reason", "most_requests"),
    [
        ("fails", "it answered with an error (500)", 5),
        ("fails_in_html", "the gateway in front of it cannot reach it", 3),
        ("unavailable", "it is overloaded", 3),
        ("rate_limited_without", "it has too many requests", 3),
        ("out_of_quota", "the account has no credit left", 1),
        ("forbidden", "our key may not use it", 1),
        ("no_such_model", "there is no such model at that address", 1),
        ("wrong_type", "what it sent is no chat completion", 1),
        ("not_json", "what it sent is no chat completion", 1),
        ("not_an_object", "what it sent is no chat completion", 1),
        ("no_choices", "what it sent is no chat completion", 1),
        ("resets", "the connection was refused or broke off", 3),
        ("error_in_stream", "it answered with an error (500)", 5),
        ("empty", "it answered with nothing", 2),
    ],
)  # fmt: skip
async def test_a_failure_that_stays_has_a_reason_in_plain_words(endpoint, model, behaviour, reason, most_requests):
    endpoint.behave(behaviour)
    with pytest.raises(Unavailable) as failed:
        await model.complete(prompt(), LIMIT_S)
    assert str(failed.value) == f"the model test: {reason}"
    assert len(endpoint.requests) <= most_requests


async def test_the_endpoints_wish_to_wait_is_kept_if_there_is_time(endpoint, model, naps):
    endpoint.script(["rate_limited"])
    assert statements(await model.complete(prompt(), LIMIT_S))
    assert naps.slept_s == [3.0]
    endpoint.script(["rate_limited_for_long"])
    with pytest.raises(Unavailable) as failed:
        await model.complete(prompt(), LIMIT_S)
    assert failed.value.retry_after_s == 3600
    assert naps.slept_s == [3.0]


async def test_nobody_there(naps):
    async with model_at("http://127.0.0.1:9/v1", naps=naps) as model:
        with pytest.raises(Unavailable, match="the connection was refused"):
            await model.complete(prompt(), LIMIT_S)
    assert naps.slept_s == [0.3, 1.0]


async def test_another_address_is_not_gone_to(endpoint, model):
    endpoint.behave("redirects")
    with pytest.raises(Unavailable, match="it points to another address"):
        await model.complete(prompt(), LIMIT_S)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("behaviour", ["silent", "drips", "endless+ignores_stream+silent"])
async def test_the_time_limit_is_kept(endpoint, behaviour):
    endpoint.behave(behaviour)
    async with model_at(endpoint.url) as model:
        began_s = asyncio.get_running_loop().time()
        try:
            completion = await model.complete(prompt(), 1.5)
        except Unavailable as error:
            failed = str(error)
        else:
            failed = "the model test: no answer within 1.5 seconds"
            assert (behaviour, completion.is_whole) == ("drips", False)
            assert completion.text.startswith('{"statements": [{"text"')
        assert failed == "the model test: no answer within 1.5 seconds"
        assert asyncio.get_running_loop().time() - began_s < LIMIT_S
    assert endpoint.stuck.is_set()


async def test_an_answer_that_stops_in_the_middle_is_given_up_long_before_the_limit(endpoint):
    endpoint.behave("drips")
    async with model_at(endpoint.url, idle_s=0.05) as model:
        completion = await model.complete(prompt(), LIMIT_S)
    assert not completion.is_whole
    assert completion.duration_s < 2
    assert len(completion.text) > 100


@pytest.mark.parametrize(
    ("behaviour", "chars"), [("repeats", 2_000), ("blank_forever", 2_000), ("endless", 4_000), ("huge", 4_000)]
)
async def test_an_answer_without_end_is_cut(endpoint, model, behaviour, chars):
    endpoint.behave(behaviour)
    completion = await model.complete(prompt(), LIMIT_S)
    assert not completion.is_whole
    assert len(completion.text) <= chars
    assert completion.duration_s < 5


async def test_no_more_is_read_than_anybody_asked_for(endpoint, model):
    endpoint.behave("huge+ignores_stream")
    completion = await model.complete(prompt(), LIMIT_S)
    assert len(completion.text) <= 4_000
    endpoint.behave("compressed")
    with pytest.raises(Unavailable, match="it sent more than anybody asked for"):
        await model.complete(prompt(), LIMIT_S)


@pytest.mark.parametrize(
    "behaviour", ["rambles", "fenced", "thinks", "rambles+endless", "honest+ignores_stream+fenced"]
)
async def test_what_stands_around_the_answer_is_left_away(endpoint, model, behaviour):
    endpoint.behave(behaviour)
    completion = await model.complete(prompt(), LIMIT_S)
    if behaviour != "rambles+endless":
        assert statements(completion)
        assert completion.is_whole
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("behaviour", ["truncated", "cut", "filtered"])
async def test_an_answer_that_was_cut_says_so_unless_it_is_complete(endpoint, model, behaviour):
    endpoint.behave(f"{behaviour}+truncated")
    completion = await model.complete(prompt(), LIMIT_S)
    assert completion.is_whole is (behaviour == "truncated")
    endpoint.behave("cut")
    assert (await model.complete(prompt(), LIMIT_S)).is_whole


async def test_killed_in_the_middle(endpoint, model):
    endpoint.behave("drips")
    asking = asyncio.ensure_future(model.complete(prompt(), LIMIT_S))
    await endpoint.stuck.wait()
    await endpoint.die()
    with pytest.raises(Unavailable, match="the connection was refused or broke off"):
        await asyncio.wait_for(asking, 5)


async def test_giving_up_from_outside_closes_the_connection(endpoint, model):
    endpoint.behave("drips")
    asking = asyncio.ensure_future(model.complete(prompt(), LIMIT_S))
    await endpoint.stuck.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    endpoint.behave("honest")
    assert statements(await model.complete(prompt(), LIMIT_S))


@pytest.mark.parametrize("behaviour", sorted(NAMES - {"drips", "silent"}))
async def test_whatever_it_does(endpoint, model, behaviour):
    endpoint.behave(behaviour)
    for _ in range(2):
        try:
            completion = await model.complete(prompt(), LIMIT_S)
        except (Unavailable, TooLong):
            pass
        else:
            assert 0 < len(completion.text) <= 4_000
            assert completion.duration_s < 10


async def test_many_at_once(endpoint, model):
    endpoint.behave("honest", "fenced", "rambles", "no_usage", "invents")
    completions = await asyncio.gather(*(model.complete(prompt(), LIMIT_S) for _ in range(40)))
    assert all(statements(one) for one in completions)
