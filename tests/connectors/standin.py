"""A stand-in for another system's API: answers what it was told to, over a real socket, and remembers what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from pydantic import SecretStr

from app.connectors.configured import connecting
from app.ports import Connected


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: str


@dataclass
class StandIn:
    """`answers` maps "GET /path" to JSON, text, a web.Response, or a function of the request that gives one of these.

    `fault` is what goes wrong with every request: a status (401), or one of hang, garbage, half, empty, shut.
    """

    answers: dict[str, object] = field(default_factory=dict)
    fault: int | str = ""
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    always: list[object] = field(default_factory=list)

    def handle_all(self, answer: object) -> None:
        """Answer every question with this JSON."""
        self.always = [answer]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.text()
        self.asked.append(Asked(request.method, request.path, dict(request.query), dict(request.headers), body))
        self.reached.set()
        if self.fault:
            return await self._fail(request)
        if self.always:
            return web.json_response(self.always[0])
        answer = self.answers.get(f"{request.method} {request.path}")
        if callable(answer):
            answer = answer(request)
        if answer is None:
            return web.json_response({"message": "no such thing"}, status=404)
        if isinstance(answer, web.StreamResponse):
            return answer
        return web.Response(text=answer) if isinstance(answer, str) else web.json_response(answer)

    async def _fail(self, request: web.Request) -> web.StreamResponse:
        if isinstance(self.fault, int):
            return web.json_response({"message": "no"}, status=self.fault)
        if self.fault == "hang":
            await self.over.wait()
        if self.fault == "shut":
            assert request.transport
            request.transport.abort()
        if self.fault == "half":
            response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "4000"})
            await response.prepare(request)
            await response.write(json.dumps({"data": ["x" * 200]}).encode()[:100])
            assert request.transport
            request.transport.close()
            return response
        return web.Response(text={"garbage": "<html><p>Sign in</p>", "empty": ""}.get(str(self.fault), ""))


@asynccontextmanager
async def standing_in(answers: Mapping[str, object] | None = None, fault: int | str = "") -> AsyncIterator[StandIn]:
    there = StandIn(dict(answers or {}), fault)
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{tail:.*}", there.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield there
    finally:
        there.over.set()
        await runner.cleanup()


@asynccontextmanager
async def connected(kind, **given: object) -> AsyncIterator[Connected]:
    """The connector of that kind with these settings, ready to be asked."""
    described = kind.described(kind.key, {name: _plain(value) for name, value in given.items()})
    async with connecting([described]) as (one,):
        yield one


def _plain(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
