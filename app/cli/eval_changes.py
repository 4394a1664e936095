"""`watchkeeper eval changes`: how well the changes of incidents are ranked whose culprit is known."""

import asyncio
import json
from pathlib import Path

import click
from pydantic import SecretStr

from app.context.ranking import rank
from app.domain.errors import UserError
from app.evaluation.changes import find_scenarios
from app.evaluation.changes_baselines import BASELINES
from app.evaluation.changes_modelled import reordered_by_models
from app.evaluation.changes_scoring import Ranked, figures, ranked, told
from app.settings import Settings, read_settings

_COLUMNS = ("top1", "top3", "mrr", "decoy_at_1", "none_recall", "right")
_FIRST = 38


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "out", type=click.Path(path_type=Path), help="File to write all figures and rankings to.")
@click.option("--problems", is_flag=True, help="Show the ranking where it is not right.")
@click.option("--model", default="", metavar="MODEL", help="Ask this model, too, where candidates are close.")
def changes(folder: Path, out: Path | None, model: str, *, problems: bool) -> None:
    """Rank the changes of each scenario in DIR, and compare with its ground_truth.json and with simpler ways to rank.

    DIR holds scenarios in the layout of RootCauseBench: alert.json, logs.ndjson, metrics.csv, traces.json and context/.
    """
    scenarios = find_scenarios(folder)
    results = ranked(scenarios, rank)
    advised = asyncio.run(reordered_by_models(_settings(model), scenarios)) if model else []
    rankers = {f"with {each.model}": each.ranker(scenarios) for each in advised} | dict(BASELINES)
    rows = {"Watchkeeper": figures(results), **{name: figures(ranked(scenarios, by)) for name, by in rankers.items()}}
    click.echo(_line("", _COLUMNS))
    for name, row in rows.items():
        click.echo(_line(name, [_shown(row[column]) for column in _COLUMNS]))
    for each in advised:
        click.echo(f"{each.model}: asked {each.asked} times, changed {each.changed} rankings, {each.seconds:.1f} s.")
    if problems:
        _tell(results)
    if out:
        whole = {**rows["Watchkeeper"], "rankers": rows, "each": [told(each) for each in results]}
        _write(out, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def _settings(model: str) -> Settings:
    return read_settings(slack_bot_token=SecretStr("none"), model=model)  # nothing is asked of Slack


def _tell(results: list[Ranked]) -> None:
    for each in results:
        if not each.is_right:
            click.echo(f"{each.scenario}: {'culprit at ' + str(each.place) if each.truth.culprit else 'none'}")
            for candidate in each.ranking.candidates[:3]:
                reasons = "; ".join(f"{reason.words} ({reason.points:+g})" for reason in candidate.reasons)
                click.echo(f"  {candidate.score:g} {candidate.change.title}: {reasons}")


def _line(name: str, cells: tuple[str, ...] | list[str]) -> str:
    return name.ljust(_FIRST) + "".join(cell.rjust(12) for cell in cells)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"Cannot write to {path}: {error.strerror}.") from None
