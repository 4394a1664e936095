"""Socket Mode: envelopes over WebSockets, each acknowledged by the app or sent again.

The protocol is Slack's (docs.slack.dev, "Using Socket Mode"): hello, envelopes, acknowledgements by envelope_id,
disconnect. Up to ten connections; each envelope goes to one of them.
"""

import asyncio
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from app.sandbox.delivery.answer import NoAnswerError
from app.sandbox.delivery.queue import Outbox, Parcel, planned
from app.sandbox.delivery.timing import Timing
from app.sandbox.faults import SOCKET, Faults
from app.sandbox.install import App
from app.sandbox.jsonvalue import Json, as_object, as_text, dump, parse

MOST_CONNECTIONS = 10
_APPROXIMATE_CONNECTION_TIME_S = 18_060


@dataclass(eq=False)
class Connection:
    """One WebSocket of an app. What is written to it goes through a queue, so that nobody waits for a slow one."""

    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    outgoing: asyncio.Queue[tuple[str, bool]] = field(default_factory=asyncio.Queue)
    closing: bool = False
    timers: list[asyncio.TimerHandle] = field(default_factory=list)
    sent: dict[str, None] = field(default_factory=dict)

    def send(self, message: Json, *, last: bool = False) -> None:
        """Queues a message; after the last one the connection is cut."""
        self.closing = self.closing or last
        self.outgoing.put_nowait((dump(message), last))

    async def write(self) -> None:
        """Writes what is queued until cancelled or the other side is gone."""
        while not self.socket.closed:
            text, is_last = await self.outgoing.get()
            try:
                await self.socket.send_str(text)
            except ConnectionError:
                return
            if is_last:
                self.cut()

    def cut(self) -> None:
        """Ends the connection without a closing handshake."""
        self.closing = True
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class SocketMode:
    """The courier of one app with Socket Mode on."""

    def __init__(self, app: App, outbox: Outbox, timing: Timing, faults: Faults) -> None:
        self._app = app
        self._outbox = outbox
        self._timing = timing
        self._faults = faults
        self._connections: list[Connection] = []
        self._next = 0
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._questions: dict[str, asyncio.Future[Json]] = {}
        self._asked_over: dict[str, Connection] = {}
        self.connected = asyncio.Event()
        outbox.wake = self.pump

    @property
    def connections(self) -> int:
        return len(self._connections)

    async def serve(
        self, socket: web.WebSocketResponse, transport: asyncio.BaseTransport | None, life_s: float | None = None
    ) -> None:
        """Talks over one prepared WebSocket until it closes, or is refreshed after `life_s`."""
        connection = Connection(socket, transport)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.send_str(dump(self._disconnect("too_many_websockets")))
            await socket.close()
            return
        self._connections.append(connection)
        connection.send(self._hello())
        self.connected.set()
        if life_s is not None:
            self._limit_life(connection, life_s)
        writer = asyncio.create_task(connection.write())
        try:
            self.pump()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._received(connection, message.data)
        finally:
            self._gone(connection)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def pump(self) -> None:
        """Sends as much as there is, while somebody is connected and not too much is under way."""
        while self._outbox.waiting and self._outbox.in_flight < self._timing.window and self._usable():
            for parcel, delay_s in planned(self._outbox, self._faults):
                if delay_s:
                    asyncio.get_running_loop().call_later(delay_s, self._send, parcel)
                else:
                    self._send(parcel)

    async def ask(self, kind: str, payload: Json, url: str) -> Json:  # noqa: ARG002 - HTTP's courier needs the url
        """See Courier. Not sent again: Slack tells the person instead."""
        connection = self._pick()
        if connection is None:
            raise NoAnswerError("no_connection")
        envelope_id = str(uuid.uuid4())
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._questions[envelope_id] = answer
        self._asked_over[envelope_id] = connection
        connection.send(
            {"envelope_id": envelope_id, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        try:
            return await asyncio.wait_for(answer, self._timing.ack_timeout_s)
        except TimeoutError:
            raise NoAnswerError("operation_timeout") from None
        finally:
            del self._questions[envelope_id], self._asked_over[envelope_id]

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Tells every connection that it ends soon, as Slack does every few hours: `warning` or `refresh_requested`."""
        for connection in self._connections:
            self._end_soon(connection, reason)

    def cut(self) -> None:
        """Ends all connections at once, as when a cable is pulled."""
        for connection in tuple(self._connections):
            connection.cut()

    async def close(self) -> None:
        """Ends all connections with a closing handshake."""
        for connection in tuple(self._connections):
            await connection.socket.close()

    def _end_soon(self, connection: Connection, reason: str) -> None:
        """Sends nothing new after a refresh was asked for, and cuts the connection a little later."""
        connection.send(self._disconnect(reason))
        if reason != "warning":
            connection.closing = True
            loop = asyncio.get_running_loop()
            connection.timers.append(loop.call_later(self._timing.warning_s, connection.cut))

    def _limit_life(self, connection: Connection, life_s: float) -> None:
        loop, warning_s = asyncio.get_running_loop(), min(self._timing.warning_s, life_s)
        connection.timers += [
            loop.call_later(life_s - warning_s, self._end_soon, connection, "warning"),
            loop.call_later(life_s, self._end_soon, connection, "refresh_requested"),
        ]

    def _usable(self) -> list[Connection]:
        return [one for one in self._connections if not one.closing and not one.socket.closed]

    def _pick(self) -> Connection | None:
        """The connections take turns."""
        usable = self._usable()
        self._next += 1
        return usable[self._next % len(usable)] if usable else None

    def _send(self, parcel: Parcel) -> None:
        connection = self._pick()
        if connection is None:
            self._outbox.give_back(parcel, "connection_closed")
            return
        fault = self._faults.take(SOCKET)
        if fault is not None and fault.kind == "drop_before":
            self._outbox.give_back(parcel, "connection_closed")
            connection.cut()
            return
        connection.sent[parcel.envelope_id] = None
        connection.send(
            {
                "envelope_id": parcel.envelope_id, "type": "events_api", "payload": parcel.payload,
                "accepts_response_payload": False, "retry_attempt": parcel.attempt, "retry_reason": parcel.reason,
            },
            last=fault is not None and fault.kind == "drop_after",
        )  # fmt: skip
        self._timers[parcel.envelope_id] = asyncio.get_running_loop().call_later(
            self._timing.ack_timeout_s, self._overdue, connection, parcel
        )

    def _received(self, connection: Connection, text: str) -> None:
        try:
            message = as_object(parse(text))
        except ValueError:
            return
        envelope_id = as_text(message.get("envelope_id"))
        question = self._questions.get(envelope_id)
        if question is not None and not question.done():
            question.set_result(as_object(message.get("payload")))
            return
        parcel = self._outbox.flying(envelope_id)
        if parcel is not None and parcel.deaf:
            parcel.deaf = False
            return
        connection.sent.pop(envelope_id, None)
        self._stop_timer(envelope_id)
        if self._outbox.acknowledge(envelope_id) is not None:
            self.pump()

    def _overdue(self, connection: Connection, parcel: Parcel) -> None:
        self._timers.pop(parcel.envelope_id, None)
        connection.sent.pop(parcel.envelope_id, None)
        parcel.timeouts += 1
        if parcel.timeouts > len(self._timing.retry_delays_s):
            self._outbox.give_up(parcel)
        else:
            self._outbox.give_back(parcel, "timeout")
        self.pump()

    def _gone(self, connection: Connection) -> None:
        self._connections.remove(connection)
        for timer in connection.timers:
            timer.cancel()
        if not self._connections:
            self.connected.clear()
        for envelope_id in reversed(tuple(connection.sent)):
            self._stop_timer(envelope_id)
            parcel = self._outbox.flying(envelope_id)
            if parcel is not None:
                self._outbox.give_back(parcel, "connection_closed")
        for envelope_id, over in self._asked_over.items():
            question = self._questions[envelope_id]
            if over is connection and not question.done():
                question.set_exception(NoAnswerError("connection_closed"))
        self.pump()

    def _stop_timer(self, envelope_id: str) -> None:
        timer = self._timers.pop(envelope_id, None)
        if timer is not None:
            timer.cancel()

    def _hello(self) -> Json:
        debug: Json = {"host": "applink-sandbox", "build_number": 1,
                       "approximate_connection_time": _APPROXIMATE_CONNECTION_TIME_S}  # fmt: skip
        return {
            "type": "hello", "num_connections": len(self._connections), "debug_info": debug,
            "connection_info": {"app_id": self._app.app_id},
        }  # fmt: skip

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
