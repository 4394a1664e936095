"""The pages for machines, on one port: health, metrics, what other systems send, and Slack's requests over HTTP."""

import logging
import os
import sys
from collections.abc import AsyncIterator, Callable, MutableMapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from aiohttp import web

from app.domain.errors import UserError
from app.store.database import Database
from app.telemetry import place_of
from app.web.health import health_routes
from app.web.metrics import metrics_routes


@asynccontextmanager
async def serving(
    site: web.Application,
    host: str,
    port: int,
    database: Database,
    clock: Callable[[], datetime],
    *,
    hooks: Sequence[web.RouteDef] = (),
) -> AsyncIterator[None]:
    """Serve `site` with our own pages and `hooks` added. Raises UserError if the port cannot be had."""

    async def ailing() -> str:
        try:
            async with database.reading() as connection:
                await connection.exec_driver_sql("SELECT 1")
        except Exception:  # noqa: BLE001 -- whatever it is, we are not well
            return "The database does not answer."
        return ""

    site.add_routes([*health_routes(ailing), *metrics_routes(database, clock), *hooks])
    runner = web.AppRunner(site, access_log=None, auto_decompress=False, logger=_Discreet(logging.getLogger(__name__)))
    await runner.setup()
    try:
        await _open_port(web.TCPSite(runner, host, port), f"{host}:{port}")
        yield
    finally:
        with suppress(Exception):
            await runner.cleanup()


class _Discreet(logging.LoggerAdapter[logging.Logger]):
    """The server's log without the messages of errors: those of requests that cannot be read quote tokens in them."""

    def process(self, msg: str, kwargs: MutableMapping[str, Any]) -> tuple[str, MutableMapping[str, Any]]:
        error = kwargs.pop("exc_info", None)
        error = sys.exc_info()[1] if error is True else error
        place = place_of(error) if isinstance(error, BaseException) else {}
        return " ".join([msg, *place.values()]), kwargs


async def _open_port(site: web.TCPSite, where: str) -> None:
    try:
        await site.start()
    except OSError as error:
        raise UserError(f"Cannot serve on {where} ({os.strerror(error.errno or 0)}). Set WATCHKEEPER_PORT.") from error
