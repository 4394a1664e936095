"""`watchkeeper replay`: lives through a Slack export and writes what a responder would have been given."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.domain.errors import UserError
from app.replay.outputs import make_room, write_outputs
from app.replay.run import open_export
from app.replay.run import replay as run
from app.telemetry import LEVELS, configure_logs


@click.command()
@click.argument("export", type=click.Path(path_type=Path))
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="Only this channel; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to.")
@click.option("--log-level", type=click.Choice(LEVELS), default="error", show_default=True, help="How much is logged.")
def replay(export: Path, channels: tuple[str, ...], out: Path, log_level: str) -> None:
    """Run the Slack export EXPORT (a folder or .zip) through the sandbox and the bot, as fast as it goes.

    All channels of the export are recorded as one incident.
    """
    configure_logs(log_level)
    opened, names = open_export(export, channels)
    with _writing(out):
        make_room(out)
    replayed = asyncio.run(run(opened, names, _show_progress))
    with _writing(out):
        report = write_outputs(replayed, out)
    for name, value in report.items():
        click.echo(f"{name:17} {value}")
    if report["lost"] or report["duplicates"] or not report["chain_ok"]:
        raise UserError("The record is not whole; see the report.")


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(f"Cannot write to {out}: {error.strerror}.") from None


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} messages", err=True, nl=done == total)
