"""What is sent along with a request, and what is not."""

import pytest
from aiohttp import web
from openai import APIConnectionError, AsyncOpenAI
from pydantic import SecretStr

from app.llm.connection import Oversized, connection, headers_for


@pytest.fixture
async def mirror():
    """An endpoint that answers with the headers and the query that came."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"headers": dict(request.headers), "query": dict(request.query), "path": request.path})

    app = web.Application()
    app.add_routes([web.post("/{path:.*}", answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield "http://{}:{}".format(*runner.addresses[0][:2])
    await runner.cleanup()


async def ask(client: AsyncOpenAI, key: str = "") -> dict:
    return await client.post(
        "/chat/completions", cast_to=object, body={}, options={"headers": headers_for(SecretStr(key))}
    )


async def test_only_the_key_goes_along(mirror, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "sk-of-somebody-else")
    async with connection(f"{mirror}/v1", SecretStr("sk-ours"), is_local=True) as client:
        with_key = await ask(client, "sk-ours")
    async with connection(f"{mirror}/v1", SecretStr(""), is_local=True) as client:
        without = await ask(client)
    assert with_key["headers"]["Authorization"] == "Bearer sk-ours"
    assert "Authorization" not in without["headers"]
    assert "sk-of-somebody-else" not in str(with_key) + str(without)
    assert with_key["path"] == "/v1/chat/completions"


async def test_a_query_in_the_address_goes_along(mirror):
    url = f"{mirror}/openai/deployments/gpt?api-version=2024-10-21"
    async with connection(url, SecretStr("k"), is_local=True) as client:
        answer = await ask(client, "k")
    assert (answer["path"], answer["query"]) == (
        "/openai/deployments/gpt/chat/completions",
        {"api-version": "2024-10-21"},
    )


async def test_no_proxy_for_what_is_local(mirror, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with connection(f"{mirror}/v1", SecretStr("k"), is_local=True) as client:
        assert await ask(client, "k")
    async with connection(f"{mirror}/v1", SecretStr("k"), is_local=False) as client:
        with pytest.raises(APIConnectionError):
            await ask(client, "k")


async def test_an_answer_has_a_largest_size(mirror):
    async with connection(f"{mirror}/v1", SecretStr("k"), is_local=True, most_bytes=100) as client:
        with pytest.raises(Oversized):
            await ask(client, "k")


def test_azure_gets_its_own_header():
    client = connection("https://here.openai.azure.com/openai/v1/", SecretStr("k"), is_local=False)
    assert client.default_headers["api-key"] == "k"
    assert "api-key" not in connection("https://api.example/v1", SecretStr("k"), is_local=False).default_headers
