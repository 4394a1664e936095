"""Prompts and models for the tests of endpoints."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from app.domain.json import JsonObject
from app.domain.model import Endpoint, ModelCard, Prompt
from app.llm.chat_completions import ChatCompletions, Patience
from app.llm.connection import connection

STATEMENT: JsonObject = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "entries": {"type": "array", "items": {"type": "integer"}}},
    "required": ["text", "entries"],
    "additionalProperties": False,
}
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {"statements": {"type": "array", "items": STATEMENT}},
    "required": ["statements"],
    "additionalProperties": False,
}
MATERIAL = "\n".join(f"[{n}] 14:{n:02} Ana Ferreira (message): checkout fails for {n} % of carts" for n in range(1, 9))


def prompt(**given) -> Prompt:
    return Prompt(**{
        "task": "summary",
        "version": "1",
        "instructions": "Write a summary as JSON.",
        "material": MATERIAL,
        "schema": SCHEMA,
        "most_output_tokens": 400,
    } | given)  # fmt: skip


class Naps:
    """Stands in for sleeping: notes for how long."""

    def __init__(self) -> None:
        self.slept_s: list[float] = []

    async def __call__(self, delay_s: float) -> None:
        self.slept_s.append(delay_s)


@asynccontextmanager
async def model_at(
    url: str, *, key: str = "", idle_s: float = 15.0, naps: Naps | None = None, **card
) -> AsyncIterator[ChatCompletions]:
    """A model named `test` at the endpoint; it does not sleep."""
    given = {"name": "test", "model": "m", "endpoint": Endpoint(host="127.0.0.1", is_local=True)} | card
    async with connection(url, SecretStr(key), is_local=True) as client:
        yield ChatCompletions(
            ModelCard(**given), client, SecretStr(key), patience=Patience(idle_s=idle_s), sleep=naps or Naps()
        )
