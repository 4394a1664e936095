"""The workspace as a server on localhost, which a Slack app reaches by its base URL."""

import asyncio
from types import TracebackType
from typing import Self

from aiohttp import web

from app.sandbox.acts import Acts
from app.sandbox.delivery.answer import Courier
from app.sandbox.delivery.interaction import Interactions
from app.sandbox.delivery.response_url import ResponseUrls
from app.sandbox.delivery.socket_mode import SocketMode
from app.sandbox.delivery.timing import Timing
from app.sandbox.errors import SlackError
from app.sandbox.install import App
from app.sandbox.jsonvalue import dump
from app.sandbox.webapi import METHODS
from app.sandbox.webapi.dispatch import Dispatcher
from app.sandbox.webapi.request import read_call, read_hook
from app.sandbox.workspace import Workspace

_LONGEST_LINE_BYTES = 4 * 1024 * 1024
_LARGEST_BODY_BYTES = 64 * 1024 * 1024


class SandboxServer:
    """Serves one workspace while the `async with` lasts."""

    def __init__(
        self, workspace: Workspace, host: str = "127.0.0.1", port: int = 0, rates: str = "off",
        timing: Timing | None = None, page_limit: int | None = None,
    ) -> None:  # fmt: skip
        self.workspace = workspace
        self._host, self._port = host, port
        self._timing = timing or Timing()
        self._hooks = ResponseUrls(workspace)
        self.interactions = Interactions(workspace, self._hooks, self._courier)
        self.acts = Acts(workspace, self)
        self._dispatcher = Dispatcher(workspace, METHODS, page_limit)
        self._couriers: dict[str, Courier] = {}
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    @property
    def api_url(self) -> str:
        """What a Slack client takes as its base URL."""
        return f"{self.base_url}/api/"

    async def __aenter__(self) -> Self:
        site_app = web.Application(client_max_size=_LARGEST_BODY_BYTES)
        site_app.router.add_route("*", "/api/{method}", self._api)
        site_app.router.add_get("/link/", self._link)
        site_app.router.add_post("/hooks/{app}/{secret}", self._hook)
        runner = web.AppRunner(
            site_app, access_log=None, max_line_size=_LONGEST_LINE_BYTES, max_field_size=_LONGEST_LINE_BYTES,
            shutdown_timeout=1.0,
        )  # fmt: skip
        await runner.setup()
        site = web.TCPSite(runner, self._host, self._port)
        await site.start()
        self._runner = runner
        self.base_url = f"http://{self._host}:{runner.addresses[0][1]}"
        self.workspace.url = f"{self.base_url}/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.drop_connections(politely=True)
        if self._runner is not None:
            await self._runner.cleanup()

    async def settled(self) -> None:
        """Waits until every app has acknowledged every event, or it was given up."""
        await asyncio.gather(*(outbox.settled() for outbox in self.workspace.outboxes.values()))

    async def drop_connections(self, *, politely: bool = False) -> None:
        """Cuts all Socket Mode connections at once, as when a cable is pulled."""
        for courier in self._couriers.values():
            if isinstance(courier, SocketMode):
                await courier.close(politely=politely)

    def socket_mode(self, app: App) -> SocketMode:
        """The Socket Mode side of an app."""
        courier = self._couriers.get(app.app_id)
        if not isinstance(courier, SocketMode):
            courier = SocketMode(app, self.workspace.outboxes[app.app_id], self._timing)
            self._couriers[app.app_id] = courier
        return courier

    def _courier(self, app: App) -> Courier:
        return self.socket_mode(app)

    async def _hook(self, request: web.Request) -> web.Response:
        try:
            self._hooks.use(request.match_info["secret"], await read_hook(request))
        except SlackError as error:
            status = 404 if error.code in {"expired_url", "used_url"} else 500
            return web.json_response({"ok": False, "error": error.code}, status=status)
        return web.Response(text="ok")

    async def _api(self, request: web.Request) -> web.Response:
        token, given = await read_call(request)
        reply = self._dispatcher.answer(request.match_info["method"], token, given)
        return web.Response(
            text=dump(reply.body), status=reply.status, headers=reply.headers, content_type="application/json"
        )

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        app_id = self.workspace.tickets.redeem(request.query.get("ticket", ""))
        if app_id is None:
            raise web.HTTPForbidden(text="this address was used before, or is too old")
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await self.socket_mode(self.workspace.apps[app_id]).serve(socket, request.transport)
        return socket
