"""As little of Slack as a bot needs to start: fast, so that the bot is measured and not this."""

import asyncio
import json
from typing import Self

from aiohttp import WSMsgType, web

_ANSWERS: dict[str, dict[str, object]] = {
    "auth.test": {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T0BENCH", "team": "Bench", "user": "watchkeeper"},
    "users.list": {"members": []},
    "users.info": {"user": {"id": "U0", "name": "somebody", "profile": {}}},
    "conversations.history": {"messages": []},
    "bookmarks.list": {"bookmarks": []},
}


class FakeSlack:
    """A Web API that agrees to everything, and one Socket Mode connection per app-level token."""

    def __init__(self) -> None:
        self.url = ""
        self._sockets: dict[str, web.WebSocketResponse] = {}
        self._opened = asyncio.Condition()
        self._acknowledged: dict[str, asyncio.Queue[str]] = {}
        self._said = 0

    async def __aenter__(self) -> Self:
        site = web.Application()
        site.add_routes([web.route("*", "/api/{method}", self._answer), web.get("/link/{token}", self._link)])
        self._runner = web.AppRunner(site, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._runner.cleanup()

    async def connected(self, token: str) -> None:
        """Wait until the app with that app-level token is connected."""
        async with self._opened:
            await self._opened.wait_for(lambda: token in self._sockets)

    async def deliver(self, token: str, payloads: list[dict[str, object]], in_flight: int) -> None:
        """Send envelopes, so many at a time, until all are acknowledged."""
        socket, acknowledged = self._sockets[token], self._acknowledged[token]
        texts = [_envelope(number, payload) for number, payload in enumerate(payloads)]
        for text in texts[:in_flight]:
            await socket.send_str(text)
        for number in range(len(texts)):
            await acknowledged.get()
            if number + in_flight < len(texts):
                await socket.send_str(texts[number + in_flight])

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        answer: dict[str, object] = {"ok": True, "url": f"{self.url}/", **_ANSWERS.get(method, {})}
        if method == "apps.connections.open":
            token = request.headers["Authorization"].partition(" ")[2]
            answer["url"] = f"{self.url.replace('http', 'ws')}/link/{token}"
        elif method == "chat.postMessage":
            self._said += 1
            answer["ts"] = f"1.{self._said:06d}"
        elif method == "conversations.info":
            channel = request.query.get("channel") or (await request.post()).get("channel")
            answer["channel"] = {"id": channel, "name": "bench", "is_member": True}
        return web.json_response(answer)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        token, socket = request.match_info["token"], web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await socket.send_str('{"type": "hello", "num_connections": 1}')
        self._acknowledged[token] = asyncio.Queue()
        async with self._opened:
            self._sockets[token] = socket
            self._opened.notify_all()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged[token].put_nowait(message.data)
        return socket


def _envelope(number: int, payload: dict[str, object]) -> str:
    envelope = {"envelope_id": f"{number}", "type": "events_api", "payload": payload}
    return json.dumps({**envelope, "accepts_response_payload": False, "retry_attempt": 0, "retry_reason": ""})
