"""Socket Mode: keeps a connection to Slack open and takes what comes over it to the Bolt app.

Bolt's own handler notices a broken connection only at its next ping, tries an address again that is good once, and
drops what is under way when it closes. For a recorder these gaps matter, so the connection is kept here. The protocol
is Slack's ("Using Socket Mode"): hello, envelopes, acknowledgements by `envelope_id`, disconnect.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from app.domain.errors import Unavailable, UserError
from app.domain.json import text_of
from app.slack.client import Web
from app.slack.errors import TOKEN_REFUSED

log = structlog.get_logger(__name__)

_HEARTBEAT_S = 10.0
_CLOSE_WITHIN_S = 2.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.25, 60.0
_FINISH_WITHIN_S = 10.0


class Link:
    """`web` calls with the app-level token.

    `on_gap` is called when Slack may have spoken while nobody listened: after the first connection, and after each that
    follows a time without one.
    """

    def __init__(
        self, app: AsyncApp, web: Web, on_gap: Callable[[], Awaitable[None]], connected: asyncio.Event
    ) -> None:
        self._app = app
        self._web = web
        self._on_gap = on_gap
        self._connected = connected
        self._sockets: set[aiohttp.ClientWebSocketResponse] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._greeted = False  # by any connection, ever
        self._missed = True  # something, since the record was last brought up to date
        self._refused: UserError | None = None
        self._stopping = False

    async def run(self, stopping: asyncio.Event) -> None:
        """Stays connected until `stopping` is set, then finishes and acknowledges what is under way.

        Raises UserError if Slack refuses the app-level token at the start.
        """
        async with asyncio.TaskGroup() as group:
            keeper = group.create_task(self._keep_connected(group))
            stop = group.create_task(stopping.wait())
            await asyncio.wait({keeper, stop}, return_when=asyncio.FIRST_COMPLETED)
            self._stopping = True
            keeper.cancel()
            stop.cancel()
            if self._under_way:
                await asyncio.wait(set(self._under_way), timeout=_FINISH_WITHIN_S)
            await asyncio.gather(*(socket.close() for socket in tuple(self._sockets)))
        if self._refused:
            raise self._refused

    async def _keep_connected(self, group: asyncio.TaskGroup) -> None:
        """Opens a connection, and the next one as soon as that ends or Slack says that it will."""
        while True:
            socket = await self._connect()
            if socket is None:
                return
            ending = asyncio.Event()
            group.create_task(self._listen(group, socket, ending))
            await ending.wait()
            await asyncio.sleep(self._wait_s())

    async def _connect(self) -> aiohttp.ClientWebSocketResponse | None:
        """A new connection, however long it takes; None if Slack refuses the very first one."""
        while True:
            try:
                return await self._open()
            except UserError as error:
                if not self._greeted:
                    self._refused = UserError(
                        f"Slack does not open a Socket Mode connection. {error} Check that Socket Mode is on and that "
                        "the app-level token (`xapp-…`) has the scope `connections:write`."
                    )
                    return None
                await self._failed(error, None)
            except Unavailable as error:
                await self._failed(error, error.retry_after_s)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                await self._failed(error, None)

    async def _open(self) -> aiohttp.ClientWebSocketResponse:
        answer = await self._web.call("apps.connections.open", fine=TOKEN_REFUSED)
        if answer.get("ok") is not True:
            raise UserError(f"It answered `{text_of(answer.get('error'))}`.")
        return await self._web.session.ws_connect(
            text_of(answer.get("url")),  # good once
            heartbeat=_HEARTBEAT_S,
            max_msg_size=0,
            proxy=self._web.proxy,
            timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_WITHIN_S),
        )

    async def _failed(self, error: Exception, wait_s: float | None) -> None:
        self._failures += 1
        wait_s = self._wait_s() if wait_s is None else wait_s
        log.warning("slack_connection_failed", error=str(error), failures=self._failures, next_try_in_s=wait_s)
        await asyncio.sleep(wait_s)

    def _wait_s(self) -> float:
        return min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2**self._failures) if self._failures else 0.0

    async def _listen(
        self, group: asyncio.TaskGroup, socket: aiohttp.ClientWebSocketResponse, ending: asyncio.Event
    ) -> None:
        """Reads one connection until it closes. Counts as a failure until Slack has greeted."""
        self._sockets.add(socket)
        self._failures += 1
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._received(group, socket, message.data, ending)
        finally:
            self._sockets.discard(socket)
            if not self._sockets:
                self._connected.clear()
                self._missed = True
            ending.set()
            await socket.close()

    async def _received(
        self, group: asyncio.TaskGroup, socket: aiohttp.ClientWebSocketResponse, text: str, ending: asyncio.Event
    ) -> None:
        message = _parsed(text)
        kind = message.get("type")
        if kind == "hello":
            await self._greet()
        elif kind == "disconnect":
            log.info("slack_connection_ends", reason=message.get("reason"))
            ending.set()
        elif (request := SocketModeRequest.from_dict(message)) and not self._stopping:
            task = group.create_task(self._handle(socket, request))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _greet(self) -> None:
        self._failures = 0
        self._connected.set()
        self._greeted = True
        if self._missed:
            try:
                await self._on_gap()
            except Exception:
                log.exception("slack_gap_not_reported")  # asked for again after the next connection
                return
        self._missed = False

    async def _handle(self, socket: aiohttp.ClientWebSocketResponse, request: SocketModeRequest) -> None:
        try:
            response = await run_async_bolt_app(self._app, request)
        except Exception:
            log.exception("slack_envelope_unreadable", type=request.type)
            return
        if response.status != 200:
            log.warning("slack_not_acknowledged", type=request.type, status=response.status)
            return
        try:
            await socket.send_str(_acknowledgement(request.envelope_id, response))
        except (ConnectionError, aiohttp.ClientError):
            log.info("slack_acknowledgement_lost", type=request.type)  # Slack sends the same again


def _parsed(text: str) -> dict[str, object]:
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _acknowledgement(envelope_id: str, response: BoltResponse) -> str:
    acknowledgement: dict[str, object] = {"envelope_id": envelope_id}
    if response.body:
        is_json = response.first_headers().get("content-type", "").startswith("application/json")
        acknowledgement["payload"] = json.loads(response.body) if is_json else {"text": response.body}
    return json.dumps(acknowledgement)
