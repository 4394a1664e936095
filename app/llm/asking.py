"""How a request for a chat completion is put, and what to try next where an endpoint does not take it so."""

import json
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.json import JsonObject
from app.domain.model import Prompt

_REQUEST_ERRORS = frozenset({400, 404, 415, 422, 500, 501})
"""What endpoints answer to a parameter that they do not know; 500 where the schema breaks their grammar."""
_THINKING_TOKENS = 2048
"""Models that take `max_completion_tokens` alone think first, and count that as output."""
_IN_WORDS = "\n\nAnswer with one JSON object that satisfies this JSON schema, and with nothing before or after it:\n"


class Format(StrEnum):
    """How the shape of the answer is asked for: enforced, as any JSON, or in words alone."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    TEXT = "text"

    @property
    def weaker(self) -> "Format":
        return Format.OBJECT if self is Format.SCHEMA else Format.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What an endpoint takes, as far as it is known. To begin with the best is hoped for."""

    format: Format = Format.SCHEMA
    limit: str = "max_tokens"
    has_temperature: bool = True
    has_usage: bool = True
    is_streaming: bool = True

    def weaker_format(self) -> "Manner":
        return replace(self, format=self.format.weaker)


def request_body(prompt: Prompt, model: str, manner: Manner) -> JsonObject:
    """The body of `POST /chat/completions` (https://platform.openai.com/docs/api-reference/chat/create)."""
    instructions = prompt.instructions
    if manner.format is not Format.SCHEMA:
        instructions += _IN_WORDS + json.dumps(prompt.schema, ensure_ascii=False, separators=(",", ":"))
    body: dict[str, object] = {
        "model": model,
        "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": prompt.material}],
        manner.limit: prompt.most_output_tokens + (_THINKING_TOKENS if manner.limit == "max_completion_tokens" else 0),
    }
    if manner.format is Format.SCHEMA:
        named = {"name": prompt.task, "strict": True, "schema": prompt.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": named}
    elif manner.format is Format.OBJECT:
        body["response_format"] = {"type": "json_object"}
    if manner.has_temperature:
        body["temperature"] = 0
    if manner.is_streaming:
        body["stream"] = True
        if manner.has_usage:
            body["stream_options"] = {"include_usage": True}
    return body  # type: ignore[return-value]  # Json's sequences and mappings are invariant in a literal


def next_manner(manner: Manner, status: int, message: str) -> Manner | None:
    """What to try after a refusal: what the message names goes first, then the format; None if nothing is left to give."""
    if status not in _REQUEST_ERRORS:
        return None
    said = message.casefold()
    other = "max_tokens" if manner.limit == "max_completion_tokens" else "max_completion_tokens"
    changes = (
        ("max_completion_tokens", True, replace(manner, limit=other)),
        ("temperature", manner.has_temperature, replace(manner, has_temperature=False)),
        ("stream_options", manner.has_usage, replace(manner, has_usage=False)),
        ("include_usage", manner.has_usage, replace(manner, has_usage=False)),
        ("stream", manner.is_streaming, replace(manner, is_streaming=False)),
    )
    named = (changed for word, applies, changed in changes if applies and word in said)
    return next(named, None) or _less(manner, status)


def _less(manner: Manner, status: int) -> Manner | None:
    """One thing less, where the message does not say what was wrong."""
    if status == 404:
        return None
    if manner.format is not Format.TEXT:
        return manner.weaker_format()
    if status == 500:
        return None
    if manner.is_streaming and manner.has_usage:
        return replace(manner, has_usage=False)
    return replace(manner, has_temperature=False) if manner.has_temperature else None
