"""The Web API over HTTP, with whatever trouble a test has asked for."""

import asyncio

from aiohttp import web

from app.sandbox.faults import ANY_METHOD, Fault, Faults
from app.sandbox.jsonvalue import dump
from app.sandbox.webapi.dispatch import Dispatcher, Reply, too_many
from app.sandbox.webapi.request import read_call


class WebApi:
    """Answers `/api/{method}`."""

    def __init__(self, dispatcher: Dispatcher, faults: Faults) -> None:
        self._dispatcher = dispatcher
        self._faults = faults

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        sent = await read_call(request)
        fault = self._faults.take(name, ANY_METHOD)
        instead = None if fault is None else _instead(fault, request)
        if instead is not None:
            return instead
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.delay_s)
        reply = self._dispatcher.answer(name, sent)
        if fault is not None and fault.kind == "drop_after":
            return _cut(request)
        return _response(reply)


def _instead(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """What is answered in place of carrying the call out, if it is not carried out."""
    if fault.kind == "refuse":
        return _response(Reply({"ok": False, "error": fault.error}))
    if fault.kind == "status" and fault.status == 429:
        return _response(too_many(fault.retry_after_s))
    if fault.kind == "status":
        return web.Response(text="Sorry, something went wrong on our side.", status=fault.status)
    if fault.kind == "garbage":
        return web.Response(text="<html>upstream reset", content_type="text/html")
    return _cut(request) if fault.kind == "drop_before" else None


def _response(reply: Reply) -> web.Response:
    return web.Response(
        text=dump(reply.body), status=reply.status, headers=reply.headers, content_type="application/json"
    )


def _cut(request: web.Request) -> web.StreamResponse:
    """Ends the connection without an answer."""
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
    return web.Response()
