"""The pages for machines, on one port: health, metrics, what other systems send, and Slack's requests over HTTP."""

import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from aiohttp import web

from app.domain.errors import UserError
from app.store.database import Database
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
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await _open_port(web.TCPSite(runner, host, port), f"{host}:{port}")
        yield
    finally:
        with suppress(Exception):
            await runner.cleanup()


async def _open_port(site: web.TCPSite, where: str) -> None:
    try:
        await site.start()
    except OSError as error:
        raise UserError(f"Cannot serve on {where} ({os.strerror(error.errno or 0)}). Set WATCHKEEPER_PORT.") from error
