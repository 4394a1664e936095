"""`watchkeeper eval similar`: how well reports of past incidents are found from their symptoms."""

import json
from pathlib import Path

import click

from app.domain.errors import UserError
from app.evaluation.similar import Result, evaluate


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "out", type=click.Path(path_type=Path), help="File to write all figures to.")
@click.option("--queries", type=click.Path(path_type=Path), help="File with paraphrases: {report: [text, …]}.")
@click.option("--problems", is_flag=True, help="Show the paraphrases whose report is not among the first three.")
def similar(folder: Path, out: Path | None, queries: Path | None, *, problems: bool) -> None:
    """Find each Markdown report in DIR from paraphrases of its symptoms, beside plain BM25.

    Paraphrases are taken from --queries, else from queries.json or paraphrases.json in DIR, else from those that come with
    Watchkeeper, which are about public reports; texts under an empty name are about no report. Besides, each report is
    looked for by its own first sentence, which is taken out of it.
    """
    result = evaluate(folder, queries)
    click.echo(_table(result))
    if problems:
        for text in result.missed:
            click.echo(f"missed: {text}")
    if out:
        _write(out, json.dumps(result.as_json(), indent=1, ensure_ascii=False) + "\n")


def _table(result: Result) -> str:
    head = f"{'looked for by':42}{'search':14}{'queries':>8}{'recall@1':>10}{'recall@3':>10}{'MRR':>8}"
    rows = [
        f"{row.looked_for_by:42}{row.search:14}{row.queries:8}{row.recall_at_1:10.3f}{row.recall_at_3:10.3f}{row.mrr:8.3f}"
        for row in result.found
    ]
    shown = [
        f"{row.looked_for_by}: of {row.queries}, the right report is shown for {row.right}, only others for"
        f" {row.only_others}, nothing for {row.nothing}; of {row.of_none} about none, something for {row.wrongly}"
        for row in result.shown
    ]
    told = [f"{what}: {how_often}" for what, how_often in result.told.items()]
    return "\n".join([f"{result.reports} reports", head, *rows, *shown, *told])


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"Cannot write to {path}: {error.strerror}.") from None
