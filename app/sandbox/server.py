"""The workspace as a server on localhost, which a Slack app reaches by its base URL."""

import asyncio
import time
from types import TracebackType
from typing import Self

from aiohttp import web

from app.sandbox.acts import Acts
from app.sandbox.checks import Checks
from app.sandbox.contract import load_contract
from app.sandbox.delivery.answer import Courier
from app.sandbox.delivery.events_api import EventsApi
from app.sandbox.delivery.interaction import Interactions
from app.sandbox.delivery.response_url import ResponseUrls
from app.sandbox.delivery.socket_mode import SocketMode
from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import Faults
from app.sandbox.install import App
from app.sandbox.people_api import PeopleApi
from app.sandbox.people_player import Player
from app.sandbox.rates import RateLimiter, RateMode
from app.sandbox.routes import Routes
from app.sandbox.timestamps import Clock
from app.sandbox.webapi import METHODS
from app.sandbox.webapi.dispatch import Dispatcher
from app.sandbox.webapi.http import WebApi
from app.sandbox.workspace import Workspace

_LONGEST_LINE_BYTES = 4 * 1024 * 1024
"""Python's asynchronous Slack client sends whole messages in the query string."""
_LARGEST_BODY_BYTES = 64 * 1024 * 1024


class SandboxServer:
    """Serves one workspace while the `async with` lasts.

    `rates`: "real" counts calls as Slack does, "off" does not. `page_limit`: the most messages that history gives at
    a time, as Slack does to some apps. `wall` gives unix seconds of real time, which signatures carry.
    """

    def __init__(
        self, workspace: Workspace, host: str = "127.0.0.1", port: int = 0, *, rates: RateMode = "off",
        timing: Timing | None = None, page_limit: int | None = None, wall: Clock = time.time, seed: int = 0,
    ) -> None:  # fmt: skip
        self.workspace = workspace
        self.faults = Faults(seed)
        self._host, self._port = host, port
        self._timing, self._wall = timing or Timing(), wall
        contract = load_contract()
        self.rates = RateLimiter(contract, rates, workspace.timer)
        checks = Checks(contract)
        self._dispatcher = Dispatcher(workspace, METHODS, contract, checks, self.rates, page_limit=page_limit)
        self._hooks = ResponseUrls(workspace, checks)
        self.interactions = Interactions(workspace, self._hooks, checks, self._courier)
        self.acts = Acts(workspace, self)
        self.page = PeopleApi(workspace, self.acts, host=host)
        self._couriers: dict[str, Courier] = {}
        self._runs: list[asyncio.Task[None]] = []
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    @property
    def api_url(self) -> str:
        """What a Slack client takes as its base URL."""
        return f"{self.base_url}/api/"

    @property
    def player(self) -> Player | None:
        """What the page's player bar steers; set it before pages open."""
        return self.page.player

    @player.setter
    def player(self, player: Player | None) -> None:
        self.page.player = player

    async def __aenter__(self) -> Self:
        site = web.Application(client_max_size=_LARGEST_BODY_BYTES)
        site.router.add_route("*", "/api/{method}", WebApi(self._dispatcher, self.faults).handle)
        site.add_routes(Routes(self.workspace, self.faults, self._hooks, self.socket_mode).table())
        site.add_routes(self.page.routes())
        self._runner = web.AppRunner(
            site, access_log=None, max_line_size=_LONGEST_LINE_BYTES, max_field_size=_LONGEST_LINE_BYTES,
            shutdown_timeout=1.0,
        )  # fmt: skip
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self.base_url = f"http://{self._host}:{self._runner.addresses[0][1]}"
        self.workspace.url = f"{self.base_url}/"
        for app in self.workspace.apps.values():
            self._courier(app)
        self.workspace.installed.append(self._courier)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workspace.installed.remove(self._courier)
        for run in self._runs:
            run.cancel()
        ends = await asyncio.gather(*self._runs, return_exceptions=True)
        for courier in self._couriers.values():
            await courier.close()
        if self._runner is not None:
            await self._runner.cleanup()
        for end in ends:
            if isinstance(end, Exception):
                raise end

    async def settled(self) -> None:
        """Waits until every app has acknowledged every event, or it was given up."""
        await asyncio.gather(*(outbox.settled() for outbox in self.workspace.outboxes.values()))

    async def drop_connections(self) -> None:
        """Cuts all Socket Mode connections at once, as when a cable is pulled."""
        for courier in self._couriers.values():
            if isinstance(courier, SocketMode):
                courier.cut()

    def socket_mode(self, app: App) -> SocketMode:
        """The Socket Mode side of an app. Raises TypeError for an app that has it switched off."""
        courier = self._courier(app)
        if not isinstance(courier, SocketMode):
            raise TypeError(f"{app.name} does not use Socket Mode")
        return courier

    def events_api(self, app: App) -> EventsApi:
        """The HTTP side of an app. Raises TypeError for an app with Socket Mode."""
        courier = self._courier(app)
        if not isinstance(courier, EventsApi):
            raise TypeError(f"{app.name} uses Socket Mode")
        return courier

    def _courier(self, app: App) -> Courier:
        courier = self._couriers.get(app.app_id)
        if courier is None:
            outbox = self.workspace.outboxes[app.app_id]
            if app.socket_mode:
                courier = SocketMode(app, outbox, self._timing, self.faults)
            else:
                courier = EventsApi(app, outbox, self._timing, self.faults, self._wall)
                self._runs.append(asyncio.create_task(courier.run()))
            self._couriers[app.app_id] = courier
        return courier
