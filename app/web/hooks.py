"""Where other systems send what they notice: `POST /hooks/NAME`, one for each connector that hears.

An answer of 200 means that it is kept. 401: not signed as configured; 400: not what this connector reads; 413: too long;
503: it could not be kept now, try again. What is sent is never logged.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from app.context.intake.arriving import Intake
from app.domain.connecting import Delivery, Heard, Refused, Unreadable
from app.domain.errors import Unavailable
from app.ports import Connected, Hears
from app.telemetry import place_of
from app.web.bodies import NoRoom, NotWhole, Room, TooLong, unpacked, whole_body

log = structlog.get_logger(__name__)

MOST_BYTES = 5 * 1024 * 1024
_READ_S = 20.0
_KEEP_S = 20.0
_AT_ONCE = 32
"""How many deliveries are read and kept at once; a sender that finds more in front of it tries again."""
_MOST_HELD_BYTES = 64 * 1024 * 1024
_LARGE_BYTES = 64 * 1024
"""What takes longer to parse than the event loop should wait."""
_RETRY_S = "10"


def hook_routes(connected: Sequence[Connected], intake: Intake, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    """The routes, also where nothing that is connected hears: then every name is unknown."""
    hooks = _Hooks({one.name: one.connector for one in connected if isinstance(one.connector, Hears)}, intake, clock)
    return [web.post("/hooks/{name}", hooks.post)]


class _Hooks:
    def __init__(self, hearing: dict[str, Hears], intake: Intake, clock: Callable[[], datetime]) -> None:
        self._hearing = hearing
        self._intake = intake
        self._clock = clock
        self._free = _AT_ONCE
        self._room = Room(_MOST_HELD_BYTES)

    async def post(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        connector = self._hearing.get(name)
        if connector is None:
            return _said(404, "Nothing of that name is connected here.")
        try:
            async with whole_body(request, self._room, MOST_BYTES, _READ_S) as body:
                return await self._taken(request, name, connector, body)
        except TimeoutError:
            return _said(408, "It took too long to come.")
        except (web.RequestPayloadError, NotWhole):
            return _said(400, "It did not come whole.")
        except NoRoom:
            return _later("Too much at once.")
        except TooLong:
            return _said(413, f"More than {MOST_BYTES // 1024 // 1024} MB cannot be taken at once.")

    async def _taken(self, request: web.Request, name: str, connector: Hears, packed: bytes) -> web.Response:
        if self._free <= 0:  # not before it is here: who sends slowly takes no place from others
            return _later("Too many deliveries at once.")
        self._free -= 1
        try:
            body = await unpacked(packed, request.headers.get("Content-Encoding", ""), MOST_BYTES)
            headers = {header.lower(): value for header, value in request.headers.items()}
            delivery = Delivery(headers=headers, body=body, at=self._clock(), query=dict(request.query))
            heard = await self._heard(name, connector, delivery)
            return heard if isinstance(heard, web.Response) else await self._keep(name, heard, body)
        finally:
            self._free += 1

    async def _heard(self, name: str, connector: Hears, delivery: Delivery) -> Heard | web.Response:
        """What it says, or the answer to what says nothing."""
        try:
            return await _read(connector, delivery)
        except Refused:
            self._intake.refuse(name)
            return _said(401, "It is not signed as it is configured here.")
        except Unreadable as error:
            self._intake.misread(name, str(error))
            return _said(400, str(error))
        except Exception as error:  # noqa: BLE001 -- a bug in a connector, which must not show what was sent
            log.error("delivery_not_read", connector=name, **place_of(error))  # noqa: TRY400 -- messages quote what was sent
            self._intake.misread(name, "Something in a delivery could not be read; it is logged.")
            return _said(500, "Something went wrong here; it is logged.")

    async def _keep(self, name: str, heard: Heard, body: bytes) -> web.Response:
        try:
            async with asyncio.timeout(_KEEP_S):
                await self._intake.take(name, heard, body)
        except (Unavailable, TimeoutError, DBAPIError, OSError) as error:
            log.warning("delivery_not_kept", connector=name, error=type(error).__name__)
            return _later("It cannot be kept just now.")
        except Exception as error:  # noqa: BLE001 -- as above
            log.error("delivery_not_kept", connector=name, **place_of(error))  # noqa: TRY400 -- as above
            return _said(500, "Something went wrong here; it is logged.")
        return _said(200, "")


async def _read(connector: Hears, delivery: Delivery) -> Heard:
    if len(delivery.body) > _LARGE_BYTES:
        return await asyncio.to_thread(connector.hear, delivery)
    return connector.hear(delivery)


def _said(status: int, reason: str) -> web.Response:
    return web.json_response({"ok": status == web.HTTPOk.status_code, "reason": reason}, status=status)


def _later(reason: str) -> web.Response:
    response = _said(503, reason)
    response.headers["Retry-After"] = _RETRY_S
    return response
