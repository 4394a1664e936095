"""The chat page's addresses: its files, the workspace as one person sees it, changes as they come, and people's acts.

Only the page itself may call them (see same_origin).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web

from app.sandbox import people_state
from app.sandbox.acts import Acts
from app.sandbox.errors import SlackError
from app.sandbox.jsonvalue import Json, as_text, dump, parse
from app.sandbox.people_acts import PEOPLE_ACTS, ActError, Given
from app.sandbox.people_player import Player, read_change
from app.sandbox.people_reasons import reason
from app.sandbox.people_stream import Follower
from app.sandbox.same_origin import check_host, check_origin, security_headers
from app.sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_PING_S = 20.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _answer(body: Mapping[str, object], status: int = 200) -> web.Response:
    return web.Response(text=dump(body), status=status, content_type="application/json")


def _refusal(sentence: str, status: int = 400) -> web.Response:
    return _answer({"ok": False, "error": sentence}, status)


async def _read_body(request: web.Request) -> Json:
    """The JSON object in a request. Foreign pages cannot send this content type without asking first."""
    if request.content_type != "application/json":
        raise ActError("Send JSON.")
    try:
        body = parse(await request.read())
    except ValueError as error:
        raise ActError("That is not JSON.") from error
    if not isinstance(body, dict):
        raise ActError("Send a JSON object.")
    return body


class PeopleApi:
    """The page's side of a workspace. `host` is what the server is bound to; a `player` may be put in later."""

    def __init__(
        self, workspace: Workspace, acts: Acts, *, host: str = "127.0.0.1", player: Player | None = None
    ) -> None:
        self.player = player
        self._workspace = workspace
        self._acts = acts
        self._host = host
        self._assets = {path.relative_to(PAGE).as_posix(): path for path in PAGE.rglob("*") if path.suffix in _TYPES}
        self._by_name = {act.__name__: act for act in PEOPLE_ACTS}

    def routes(self) -> list[web.RouteDef]:
        """What the server mounts."""
        reads = (
            ("/sandbox/state", self._state), ("/sandbox/history", self._history), ("/sandbox/thread", self._thread),
            ("/sandbox/pins", self._pins), ("/sandbox/canvas", self._canvas), ("/sandbox/player", self._player_status),
            ("/sandbox/stream", self._stream), ("/sandbox/page/{path:.+}", self._asset), ("/sandbox/", self._page),
            ("/archives/{channel}", self._page), ("/archives/{channel}/{message}", self._page),
        )  # fmt: skip
        writes = (("/sandbox/act", self._act), ("/sandbox/player", self._player_control))
        return [
            *(web.get(path, self._guarded(handler)) for path, handler in reads),
            *(web.post(path, self._guarded(handler)) for path, handler in writes),
            web.get("/", self._guarded(self._to_page)),
            web.get("/sandbox", self._guarded(self._to_page)),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        """Lets only the page in, and turns what went wrong into a sentence."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            check_host(request, self._host)
            check_origin(request)
            try:
                response = await handler(request)
            except SlackError as error:
                response = _refusal(reason(error.code))
            except (ActError, ValueError) as error:
                response = _refusal(str(error))
            if not response.prepared:
                response.headers.update(security_headers(request.host))
            return response

        return guarded

    async def _to_page(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/sandbox/"})

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Content-Type": "text/html; charset=utf-8"})

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = self._assets.get(request.match_info["path"])
        if path is None:
            return _refusal("There is no such file.", 404)
        return web.FileResponse(path, headers={"Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8"})

    def _me(self, asked: str) -> str:
        return people_state.resolve_person(self._workspace, asked).id

    async def _state(self, request: web.Request) -> web.StreamResponse:
        me = self._me(request.query.get("as", ""))
        return _answer(people_state.state_json(self._workspace, me, player=self.player is not None))

    async def _history(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        me, limit = self._me(query.get("as", "")), int(query.get("limit", "200"))
        start, before = query.get("from", ""), query.get("before", "")
        channel = query.get("channel", "")
        return _answer(people_state.history_json(self._workspace, me, channel, start=start, before=before, limit=limit))

    async def _thread(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        me = self._me(query.get("as", ""))
        return _answer(people_state.thread_json(self._workspace, me, query.get("channel", ""), query.get("ts", "")))

    async def _pins(self, request: web.Request) -> web.StreamResponse:
        me = self._me(request.query.get("as", ""))
        return _answer(people_state.pins_json(self._workspace, me, request.query.get("channel", "")))

    async def _canvas(self, request: web.Request) -> web.StreamResponse:
        me = self._me(request.query.get("as", ""))
        return _answer(people_state.canvas_json(self._workspace, me, request.query.get("channel", "")))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        body = await _read_body(request)
        act = self._by_name.get(as_text(body.get("act")))
        if act is None:
            raise ActError(f"There is no such act: {body.get('act')!r}. There are: {', '.join(self._by_name)}.")
        person = self._workspace.users.get(as_text(body.get("as")))
        if person is None or person.is_bot or person.deleted:
            raise ActError("Say which person acts (`as`).")
        return _answer({"ok": True, "result": await act(self._acts, person.id, Given(body))})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=_PING_S)
        follower = Follower(self._workspace, self._me(request.query.get("as", "")))
        await socket.prepare(request)
        stop_watching = self._workspace.bus.watch(follower.notice)
        sender = asyncio.create_task(_send_changes(socket, follower))
        try:
            await socket.send_str(dump([{"type": "hello"}]))
            async for _ in socket:
                pass
        finally:
            stop_watching()
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket

    async def _player_status(self, _request: web.Request) -> web.StreamResponse:
        if self.player is None:
            return _refusal("Nothing is playing.", 404)
        return _answer(self.player.status())

    async def _player_control(self, request: web.Request) -> web.StreamResponse:
        if self.player is None:
            return _refusal("Nothing is playing.", 404)
        self.player.control(read_change(await _read_body(request)))
        return _answer(self.player.status())


async def _send_changes(socket: web.WebSocketResponse, follower: Follower) -> None:
    with contextlib.suppress(ConnectionError):
        while not socket.closed:
            changes = await follower.changes()
            if changes:
                await socket.send_str(dump(changes))
