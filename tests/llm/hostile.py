"""A scripted endpoint that speaks chat completions and means harm: `async with hostile_endpoint(seed=1) as endpoint`.

A behaviour is one name or several joined by `+`: what it says (`LIES`), how it says it (`FORMS`), what it refuses
(`REFUSALS`, `PARTICULAR`) and how it sends it (`SENDING`), as in `invents+fenced` or `honest+resets`. Several
behaviours given to `behave` are taken by chance, always the same for the same seed.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.llm.lies import LIES, Lie, Read, entries_of
from tests.llm.refusals import PARTICULAR, REFUSALS, Refusal
from tests.llm.shaping import FORMS, shaped

SENDING = frozenset({
    "answers", "no_usage", "ignores_stream", "ignores_schema", "endless", "repeats", "drips", "silent", "resets",
    "resets_at_once", "error_in_stream", "filtered", "cut", "blank_forever",
})  # fmt: skip
NAMES = frozenset({*LIES, *FORMS, *REFUSALS, *PARTICULAR, *SENDING})


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it came."""

    body: Mapping[str, object]
    authorization: str
    behaviour: str

    @property
    def instructions(self) -> str:
        return self._content("system")

    @property
    def material(self) -> str:
        return self._content("user")

    @property
    def format(self) -> str:
        """The type of the response format that was asked for; empty if none was."""
        given = self.body.get("response_format")
        return str(given.get("type")) if isinstance(given, Mapping) else ""

    @property
    def schema(self) -> Mapping[str, object]:
        given = self.body.get("response_format")
        inner = given.get("json_schema") if isinstance(given, Mapping) else None
        schema = inner.get("schema") if isinstance(inner, Mapping) else None
        return schema if isinstance(schema, Mapping) else _schema_in(self.instructions)

    def has(self, what: str) -> bool:
        return (
            self.format == what
            if what == "json_schema"
            else bool(self.body.get(what) is not None and self.body[what] is not False)
        )

    def _content(self, role: str) -> str:
        messages = self.body["messages"]
        assert isinstance(messages, list)
        return "\n".join(str(message["content"]) for message in messages if message["role"] == role)


@dataclass(slots=True)
class HostileEndpoint:
    """`url` is the base URL. `planted` are sentences that `obeys` puts into every answer.

    `stuck` is set when a request of `drips` or `silent` begins to hang, `released` lets it go on. `closed` counts the
    answers that the client did not read to their end.
    """

    rng: random.Random
    url: str = ""
    planted: Sequence[str] = ()
    requests: list[Asked] = field(default_factory=list)
    stuck: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    closed: int = 0
    context_tokens: int = 0
    most_statements: int = 12
    chunk_chars: int = 60
    _site: web.TCPSite | None = None
    _transports: set[asyncio.Transport] = field(default_factory=set)
    _behaviours: Sequence[str] = ("honest",)
    _script: list[str] = field(default_factory=list)

    def behave(self, *behaviours: str) -> None:
        """From now on, one of these for each request. Raises ValueError for a name that there is not."""
        self._behaviours = [_known(one) for one in behaviours]

    def script(self, behaviours: Sequence[str]) -> None:
        """One for each of the next requests; after that as `behave` said."""
        self._script = [_known(one) for one in behaviours]

    async def die(self) -> None:
        """Nobody listens any more, and every connection is cut."""
        assert self._site is not None
        await self._site.stop()
        for transport in self._transports:
            transport.abort()

    async def listen(self, runner: web.AppRunner) -> None:
        self._site = web.TCPSite(runner, "127.0.0.1", 0)
        await self._site.start()
        self.url = "http://{}:{}/v1".format(*runner.addresses[0][:2])

    async def models(self, _: web.Request) -> web.Response:
        stated = {"max_model_len": self.context_tokens} if self.context_tokens else {}
        return web.json_response({"object": "list", "data": [{"id": "hostile", "object": "model", **stated}]})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        behaviour = self._script.pop(0) if self._script else self.rng.choice(self._behaviours)
        names = behaviour.split("+")
        asked = Asked(await request.json(), request.headers.get("Authorization", ""), behaviour)
        self.requests.append(asked)
        if request.transport:
            self._transports.add(request.transport)
        if refusal := _refusal(names, asked):
            return _refused(refusal)
        try:
            return await self._send(request, asked, names)
        except ConnectionResetError:
            self.closed += 1
            raise

    async def _send(self, request: web.Request, asked: Asked, names: Sequence[str]) -> web.StreamResponse:
        if "silent" in names:
            await self._hang()
        if "resets_at_once" in names:
            _abort(request)
        text = self._text(asked, names)
        if not asked.body.get("stream") or "ignores_stream" in names:
            if "resets" in names:
                _abort(request)
            return web.json_response(_whole(asked, text, names))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await _event(response, _chunk(asked, {"role": "assistant", "content": ""}))
        await self._stream(request, response, asked, text, names)
        await response.write(b"data: [DONE]\n\n")
        return response

    async def _stream(
        self, request: web.Request, response: web.StreamResponse, asked: Asked, text: str, names: Sequence[str]
    ) -> None:
        pieces = [text[at : at + self.chunk_chars] for at in range(0, len(text), self.chunk_chars)]
        for place, piece in enumerate(pieces):
            if place == len(pieces) // 2:
                await self._half_way(request, response, asked, names)
            await _event(response, _chunk(asked, {"content": piece}))
        finish = "length" if "cut" in names else "content_filter" if "filtered" in names else "stop"
        await _event(response, _chunk(asked, {}, finish))
        if asked.has("stream_options") and "no_usage" not in names:
            await _event(response, {**_chunk(asked, {}), "choices": [], "usage": _usage(asked, text)})

    async def _half_way(
        self, request: web.Request, response: web.StreamResponse, asked: Asked, names: Sequence[str]
    ) -> None:
        if "resets" in names:
            _abort(request)
        if "drips" in names:
            await self._hang()
        if "error_in_stream" in names:
            await _event(response, {"error": {"message": "The server had an error", "type": "server_error"}})
        while "blank_forever" in names:
            await _event(response, _chunk(asked, {"content": " \n"}))
        while "repeats" in names:
            await _event(response, _chunk(asked, {"content": '{"text": "It is being looked into.", "entries": [1]}, '}))
        while "endless" in names:
            words = " ".join(f"{self.rng.getrandbits(32):x}" for _ in range(8))
            await _event(response, _chunk(asked, {"content": f'{{"text": "{words}", "entries": [1]}}, '}))

    async def _hang(self) -> None:
        self.stuck.set()
        await self.released.wait()

    def _text(self, asked: Asked, names: Sequence[str]) -> str:
        lie = next((LIES[name] for name in names if name in LIES), LIES["honest"])
        form = next((FORMS[name] for name in names if name in FORMS), FORMS["as_asked"])
        if "ignores_schema" in names and asked.format:
            form = FORMS["prose"]
        read = Read(entries_of(asked.material), self.planted, self.most_statements, self.rng)
        lies = lie(read) or [Lie("Nothing is known.", ())]
        return form(shaped(asked.schema, asked.instructions, lies))


def _schema_in(instructions: str) -> Mapping[str, object]:
    """The schema on a line of its own, where there is one."""
    for line in instructions.splitlines():
        if line.startswith('{"') and '"properties"' in line:
            schema = json.loads(line)
            assert isinstance(schema, dict)
            return schema
    return {}


def _known(behaviour: str) -> str:
    if unknown := set(behaviour.split("+")) - NAMES:
        raise ValueError(f"There is no behaviour {unknown}.")
    return behaviour


def _refusal(names: Sequence[str], asked: Asked) -> Refusal | None:
    for name in names:
        if name in REFUSALS:
            return REFUSALS[name]
        if name in PARTICULAR and asked.has(PARTICULAR[name][0]):
            return PARTICULAR[name][1]
    return None


def _refused(refusal: Refusal) -> web.Response:
    body = refusal.body if isinstance(refusal.body, str) else json.dumps(refusal.body)
    headers = {"Content-Type": "application/json", **refusal.headers}
    return web.Response(status=refusal.status, body=body.encode(), headers=headers)


def _abort(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()
    raise ConnectionResetError


def _usage(asked: Asked, text: str) -> Mapping[str, int]:
    prompt, completion = len(asked.instructions + asked.material) // 4, len(text) // 4
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _whole(asked: Asked, text: str, names: Sequence[str]) -> Mapping[str, object]:
    finish = "length" if "cut" in names else "content_filter" if "filtered" in names else "stop"
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}
    usage = {} if "no_usage" in names else {"usage": _usage(asked, text)}
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body["model"],
        "choices": [choice],
        **usage,
    }


def _chunk(asked: Asked, delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {
        "id": "x",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": asked.body["model"],
        "choices": [choice],
    }


async def _event(response: web.StreamResponse, data: Mapping[str, object]) -> None:
    await response.write(f"data: {json.dumps(data)}\n\n".encode())
    await asyncio.sleep(0)  # so that the client, in the same process, can read and hang up


@asynccontextmanager
async def hostile_endpoint(seed: int = 0) -> AsyncIterator[HostileEndpoint]:
    """Serves on a free port of localhost until the end of the block."""
    endpoint = HostileEndpoint(random.Random(seed))
    app = web.Application(client_max_size=64 * 2**20)
    app.add_routes([web.post("/v1/chat/completions", endpoint.answer), web.get("/v1/models", endpoint.models)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    try:
        await endpoint.listen(runner)
        yield endpoint
    finally:
        endpoint.released.set()
        await runner.cleanup()
