"""`watchkeeper eval`: how good the briefs are, on exports whose truth is known."""

import asyncio
import json
import sys
from pathlib import Path

import click
from pydantic import SecretStr

from app.cli.eval_changes import changes
from app.cli.eval_similar import similar
from app.domain.errors import UserError
from app.evaluation.exports import Corpus, find_exports
from app.evaluation.injecting import read_attacks
from app.evaluation.results import results_json, table
from app.evaluation.run import ExportResult, evaluate
from app.evaluation.writers import writers
from app.settings import Settings, read_settings
from app.telemetry import LEVELS, configure_logs

_NO_TOKEN = SecretStr("none")  # nothing is asked of Slack


@click.group(name="eval")
def evaluation() -> None:
    """Measure the quality of what is written, and of what is found."""


evaluation.add_command(changes)
evaluation.add_command(similar)


@evaluation.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "out", type=click.Path(path_type=Path), help="File to write all figures to.")
@click.option("--writer", "names", multiple=True, metavar="NAME", help="Only this writer; may be repeated.")
@click.option(
    "--inject", type=click.Path(path_type=Path), help="Plant the texts of this file (a JSON list) in the chat."
)
@click.option("--problems", is_flag=True, help="Say what is missing or wrong, one line each.")
@click.option("--log-level", type=click.Choice(LEVELS), default="error", show_default=True, help="How much is logged.")
def briefs(
    folder: Path, out: Path | None, names: tuple[str, ...], inject: Path | None, log_level: str, *, problems: bool
) -> None:
    """Live through the Slack exports in DIR and score every brief against each export's truth.json.

    DIR is one export, or a folder of exports. Exports without facts in a truth.json are skipped.
    """
    configure_logs(log_level)
    settings = read_settings(slack_bot_token=_NO_TOKEN)
    corpus = find_exports(folder)
    attacks = read_attacks(inject) if inject else ()
    if out:
        _write(out, "")
    for name in corpus.skipped:
        click.echo(f"Skipped {name}: it has no facts in a truth.json.", err=True)
    results = asyncio.run(_evaluated(settings, corpus, names, attacks))
    click.echo(table(results))
    if problems:
        _tell(results)
    if out:
        _write(out, json.dumps(results_json(corpus, results), indent=1, ensure_ascii=False) + "\n")


async def _evaluated(
    settings: Settings, corpus: Corpus, names: tuple[str, ...], attacks: tuple[str, ...]
) -> list[ExportResult]:
    async with writers(settings, names) as available:
        return await evaluate(corpus, available, attacks, _show_progress)


def _tell(results: list[ExportResult]) -> None:
    for result in results:
        for writer in result.briefs:
            total = result.total(writer)
            for line in [*(f"missing {fact}" for fact in total.missing), *total.problems]:
                click.echo(f"{result.name} · {writer} · {line}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"Cannot write to {path}: {error.strerror}.") from None


def _show_progress(name: str, done: int, total: int) -> None:
    click.echo(f"{done + 1} of {total}: {name}", err=True)
    sys.stderr.flush()
