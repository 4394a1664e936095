"""A model behind any endpoint that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, llama.cpp."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from jsonschema import Draft202012Validator
from openai import AsyncOpenAI, AsyncStream, OpenAIError
from pydantic import SecretStr

from app.domain.errors import Unavailable
from app.domain.json import JsonObject, object_of, objects_of, text_of
from app.domain.model import Completion, ModelCard, Prompt
from app.domain.tokens import estimated_tokens
from app.llm.asking import Format, Manner, next_manner, request_body
from app.llm.connection import Oversized, headers_for
from app.llm.heard import CHARS_PER_TOKEN, Heard, object_in
from app.llm.trouble import Garbled, Trouble, trouble_of
from app.ports import TooLong

_EVENT_STREAM = "text/event-stream"
_LIST_S = 5.0
_AFTERWARDS_S = 0.3
_AFTERWARDS_CHARS = 40
"""What is waited for and read after the answer is complete, for the count of tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """`idle_s` is the longest pause in an answer that has begun; `waits_s` come between tries that failed by chance."""

    idle_s: float = 15.0
    waits_s: tuple[float, ...] = (0.3, 1.0)


class Refused(Exception):  # noqa: N818 -- an answer, not a failure
    """A request that came to nothing."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.reason)
        self.trouble = trouble


class ChatCompletions:
    """Implements `Model`. What the endpoint does not take (a schema, a parameter) is found out once and remembered."""

    def __init__(
        self,
        card: ModelCard,
        client: AsyncOpenAI,
        key: SecretStr,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._card = card
        self._client = client
        self._headers = headers_for(key)
        self._patience = patience or Patience()
        self._sleep = sleep
        self._manner = Manner()
        self._honoured: frozenset[Format] = frozenset()

    @property
    def card(self) -> ModelCard:
        return self._card

    @property
    def format(self) -> Format:
        """How the shape of an answer is asked for, after what has been found out."""
        return self._manner.format

    async def complete(self, prompt: Prompt, time_limit_s: float) -> Completion:
        """See `Model`. An answer that stops in the middle, loops or does not end is given as far as it is of use."""
        if estimated_tokens(prompt.instructions) + estimated_tokens(prompt.material) > self._card.context_tokens:
            raise TooLong(self._card.context_tokens - prompt.most_output_tokens)
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        call = _Call(prompt, self._manner, began_s + time_limit_s)
        try:
            async with asyncio.timeout(time_limit_s):
                await self._insist(call)
        except TimeoutError:
            call.heard.is_cut = True
            if call.best.is_empty:
                raise self._unavailable(f"no answer within {time_limit_s:g} seconds") from None
        if call.best.is_empty:
            raise self._unavailable("it answered with nothing")
        return self._completion(call, loop.time() - began_s)

    async def stated_context_tokens(self) -> int | None:
        """The size of the context as the endpoint's list of models has it (vLLM, llama.cpp); None if it does not say."""
        try:
            async with asyncio.timeout(_LIST_S):
                listed = await self._client.get("/models", cast_to=object, options={"headers": self._headers})
        except (OpenAIError, Oversized, ValueError, RecursionError, TimeoutError):
            return None
        models = objects_of(listed.get("data")) if isinstance(listed, dict) else []
        ours = next((one for one in models if one.get("id") == self._card.model), models[0] if len(models) == 1 else {})
        return _count(ours, "max_model_len") or _count(object_of(ours.get("meta")), "n_ctx")

    async def _insist(self, call: "_Call") -> None:
        """Ask until there is an answer, or no reason to ask again."""
        while True:
            try:
                await self._ask(call)
            except Refused as refused:
                if call.fallback:
                    call.heard = Heard(0)
                    return
                await self._mend(call, refused.trouble)
                continue
            if not self._is_ignored(call):
                return
            call.fallback = call.heard
            call.manner = self._manner = call.manner.weaker_format()

    async def _mend(self, call: "_Call", trouble: Trouble) -> None:
        """Change what can be changed, or wait, so that the request may be made again. Raises TooLong, Unavailable."""
        if trouble.is_overflow:
            room = trouble.most_tokens and max(0, trouble.most_tokens - call.prompt.most_output_tokens)
            raise TooLong(room) from None
        is_odd = trouble.status == 500 and call.manner.format not in {Format.TEXT, *self._honoured}
        if trouble.is_transient and call.failures < (1 if is_odd else len(self._patience.waits_s)):
            wait_s = max(self._patience.waits_s[call.failures], trouble.retry_after_s or 0.0)
            call.failures += 1
            if asyncio.get_running_loop().time() + wait_s >= call.until_s:
                raise self._unavailable(trouble.reason, trouble.retry_after_s) from None
            await self._sleep(wait_s)
            return
        changed = next_manner(call.manner, trouble.status, trouble.message)
        if changed is None or changed in call.tried or (trouble.status == 500 and not is_odd):
            raise self._unavailable(trouble.reason, trouble.retry_after_s) from None
        call.manner = changed
        call.tried.add(changed)

    def _is_ignored(self, call: "_Call") -> bool:
        """Whether a whole answer has not the shape that was asked for, and it is worth asking in another way."""
        format_ = call.manner.format
        if Draft202012Validator(dict(call.prompt.schema)).is_valid(object_in(call.heard.text) or None):
            self._honoured |= {format_}
        elif not call.heard.is_cut and format_ not in {Format.TEXT, *self._honoured} and not call.fallback:
            return True
        self._manner = call.manner
        return False

    async def _ask(self, call: "_Call") -> None:
        """One request. Raises Refused."""
        prompt = call.prompt
        wanted = prompt.schema.get("required")
        keys = frozenset(map(str, wanted)) if isinstance(wanted, list | tuple) else frozenset()
        call.heard = Heard(prompt.most_output_tokens * CHARS_PER_TOKEN, keys)
        try:
            stream = await self._client.post(
                "/chat/completions",
                cast_to=object,
                body=request_body(prompt, self._card.model, call.manner),
                options={"headers": self._headers},
                stream=True,
                stream_cls=AsyncStream[object],
            )
            async with aclosing(stream):
                if stream.response.headers.get("content-type", "").startswith(_EVENT_STREAM):
                    await self._listen(stream, call.heard)
                else:
                    _read(await stream.response.aread(), call.heard)
        except (OpenAIError, Oversized, Garbled, ValueError, RecursionError) as error:
            raise Refused(trouble_of(error, datetime.now(UTC))) from None

    async def _listen(self, stream: AsyncStream[object], heard: Heard) -> None:
        """Take in the pieces of an answer until it is complete, pauses too long, or goes on for nothing."""
        complete_at_chars = 0
        while True:
            pause_s = _AFTERWARDS_S if complete_at_chars else None if heard.is_empty else self._patience.idle_s
            try:
                async with asyncio.timeout(pause_s):
                    chunk = await anext(stream, None)
            except TimeoutError:
                heard.is_cut = not complete_at_chars
                return
            if chunk is None:
                return
            _take(chunk, "delta", heard)
            if heard.is_complete:
                complete_at_chars = complete_at_chars or heard.chars
                if heard.chars > complete_at_chars + _AFTERWARDS_CHARS or heard.output_tokens is not None:
                    return
            elif heard.goes_on_for_nothing:
                heard.is_cut = True
                return

    def _completion(self, call: "_Call", duration_s: float) -> Completion:
        heard, prompt = call.best, call.prompt
        counted = heard.input_tokens is not None and heard.output_tokens is not None
        estimated = estimated_tokens(prompt.instructions) + estimated_tokens(prompt.material)
        return Completion(
            text=heard.text,
            model=self._card.name,
            input_tokens=estimated if heard.input_tokens is None else heard.input_tokens,
            output_tokens=estimated_tokens(heard.text) if heard.output_tokens is None else heard.output_tokens,
            duration_s=duration_s,
            is_whole=heard.is_complete or not heard.is_cut,
            is_estimated=not counted,
        )

    def _unavailable(self, reason: str, retry_after_s: float | None = None) -> Unavailable:
        return Unavailable(f"the model {self._card.name}", reason, retry_after_s=retry_after_s)


class _Call:
    """One use of the model: what has been tried, and what was heard. `fallback` is an answer of the wrong shape."""

    def __init__(self, prompt: Prompt, manner: Manner, until_s: float) -> None:
        self.prompt = prompt
        self.manner = manner
        self.until_s = until_s
        self.tried = {manner}
        self.failures = 0
        self.heard = Heard(0)
        self.fallback: Heard | None = None

    @property
    def best(self) -> Heard:
        """The last answer, unless there was an earlier one and this one came to nothing."""
        return self.fallback if self.fallback and self.heard.is_empty else self.heard


def _read(body: bytes, heard: Heard) -> None:
    """An answer in one piece. Raises ValueError (not JSON), Garbled."""
    answer = json.loads(body)
    if not isinstance(answer, dict) or not objects_of(answer.get("choices")):
        raise Garbled
    _take(answer, "message", heard)


def _take(chunk: object, part: str, heard: Heard) -> None:
    """What a chunk (`delta`) or a whole answer (`message`) says. Raises Garbled."""
    if not isinstance(chunk, dict):
        raise Garbled
    for choice in objects_of(chunk.get("choices"))[:1]:
        heard.hear(text_of(object_of(choice.get(part)).get("content")))
        if text_of(choice.get("finish_reason")) in {"length", "content_filter"}:
            heard.is_cut = True
    usage: JsonObject = object_of(chunk.get("usage"))
    if usage:
        heard.input_tokens = _count(usage, "prompt_tokens")
        heard.output_tokens = _count(usage, "completion_tokens")


def _count(usage: JsonObject, name: str) -> int | None:
    value = usage.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
