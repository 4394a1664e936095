"""The sandbox's addresses beside the Web API: Socket Mode, response_url, uploads and files, faults."""

from collections.abc import Callable

from aiohttp import web

from app.sandbox.delivery.response_url import ResponseUrls
from app.sandbox.delivery.socket_mode import SocketMode
from app.sandbox.errors import SlackError
from app.sandbox.faults import SOCKET, Faults, fault_from_json
from app.sandbox.install import App
from app.sandbox.jsonvalue import as_object, parse
from app.sandbox.webapi.request import read_hook
from app.sandbox.workspace import Workspace

DEBUG_LIFE_S = 360.0
"""How long a connection lasts whose address has `debug_reconnects=true`."""


class Routes:
    """Handlers of these addresses, for one server."""

    def __init__(
        self, workspace: Workspace, faults: Faults, hooks: ResponseUrls, socket_mode: Callable[[App], SocketMode]
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self._hooks = hooks
        self._socket_mode = socket_mode

    def table(self) -> list[web.RouteDef]:
        return [
            web.get("/link/", self.link),
            web.post("/hooks/{app}/{secret}", self.hook),
            web.post("/upload/v1/{ticket}", self.upload),
            web.get("/files/{file}/{name}", self.download),
            web.get("/sandbox/faults", self.list_faults),
            web.post("/sandbox/faults", self.add_fault),
            web.delete("/sandbox/faults", self.clear_faults),
        ]

    async def link(self, request: web.Request) -> web.StreamResponse:
        """A Socket Mode connection, with an address from apps.connections.open."""
        app_id = self._workspace.tickets.redeem(request.query.get("ticket", ""))
        if app_id is None:
            raise web.HTTPForbidden(text="This address was used before, or is too old.")
        fault = self._faults.take(SOCKET) if self._refuses_sockets() else None
        if fault is not None:
            raise web.HTTPServiceUnavailable
        life_s = DEBUG_LIFE_S if request.query.get("debug_reconnects") == "true" else None
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await self._socket_mode(self._workspace.apps[app_id]).serve(socket, request.transport, life_s)
        return socket

    async def hook(self, request: web.Request) -> web.Response:
        """What an app posts to a response_url."""
        try:
            self._hooks.use(request.match_info["secret"], await read_hook(request))
        except SlackError as error:
            status = 404 if error.code in {"expired_url", "used_url"} else 500
            return web.json_response({"ok": False, "error": error.code}, status=status)
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """The content of a file: the body itself, or the one file of a form."""
        content = await request.read() if request.content_type != "multipart/form-data" else b""
        if request.content_type == "multipart/form-data":
            for part in (await request.post()).values():
                content = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        try:
            size_bytes = self._workspace.files.receive(request.match_info["ticket"], content)
        except SlackError as error:
            raise web.HTTPNotFound(text=error.code) from None
        return web.Response(text=f"OK - {size_bytes}")

    async def download(self, request: web.Request) -> web.Response:
        """A file's content, for its page and for the app (whose token the sandbox does not ask for here)."""
        try:
            file = self._workspace.files.known(request.match_info["file"])
        except SlackError:
            raise web.HTTPNotFound from None
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=headers)

    async def list_faults(self, _: web.Request) -> web.Response:
        return web.json_response({"faults": [fault.as_json() for fault in self._faults]})

    async def add_fault(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return web.json_response({"error": "send it as application/json"}, status=415)
        try:
            fault = fault_from_json(as_object(parse(await request.read())))
        except ValueError:
            return web.json_response({"error": "not JSON"}, status=400)
        except SlackError as error:
            return web.json_response({"error": error.details.get("detail")}, status=400)
        self._faults.add(fault)
        return web.json_response(fault.as_json(), status=201)

    async def clear_faults(self, _: web.Request) -> web.Response:
        self._faults.clear()
        return web.json_response({"faults": []})

    def _refuses_sockets(self) -> bool:
        return any(fault.target == SOCKET and fault.kind == "refuse" for fault in self._faults)
