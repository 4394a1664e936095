"""`watchkeeper serve`: runs the bot until it is told to stop."""

import asyncio
import signal

import click
import structlog

from app.bootstrap import watchkeeper
from app.domain.errors import UserError
from app.settings import Settings, read_settings
from app.telemetry import configure_logs

log = structlog.get_logger(__name__)


@click.command()
def serve() -> None:
    """Run the bot. Stop it with Ctrl-C or SIGTERM: what is in hand is finished first."""
    settings = read_settings()
    if not settings.slack_bot_token.get_secret_value():
        raise UserError("Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN first; `watchkeeper doctor` says where they are.")
    configure_logs(settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with watchkeeper(settings) as bot:
        log.info("ready", workspace=bot.chat.me.url, mode="socket" if settings.socket_mode else "http")
        await bot.run_until(stop)
        log.info("stopping")
