"""`watchkeeper demo`: an incident in a sandbox workspace, to watch, to type into, or to print."""

import asyncio

import click

from app.demo.run import play_once, serve_demo
from app.telemetry import LEVELS, configure_logs


@click.command()
@click.option("--once", is_flag=True, help="Play it at once, print what came of it, and exit.")
@click.option(
    "--speed", type=click.FloatRange(0.1, 1000), default=20, show_default=True, help="Times faster than life."
)
@click.option("--port", default=8300, show_default=True, help="Where the page is served (0: any free port).")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in the browser.")
@click.option("--model", default="", metavar="MODEL", help="Who writes: local, ollama:llama3.2, openai:NAME, …")
@click.option("--log-level", type=click.Choice(LEVELS), default="error", show_default=True, help="How much is logged.")
def demo(*, once: bool, speed: float, port: int, open_page: bool, model: str, log_level: str) -> None:
    """Play a made-up incident into a Slack workspace on localhost, with the real bot in it."""
    configure_logs(log_level)
    if once:
        click.echo(asyncio.run(play_once(model)), nl=False)
    else:
        asyncio.run(serve_demo(speed, port, click.launch if open_page else None, click.echo, model))
