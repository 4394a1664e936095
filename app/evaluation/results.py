"""The results as JSON and as a table.

JSON: `{"corpus": name, "skipped": [names], "exports": [{"name", "messages", "hours", "posts", "private",
"posts_per_hour", "private_per_hour", "writers": {writer: {brief: figures}}}], "totals": {writer: figures and
"posts_per_hour", "private_per_hour", "lost_facts": {export: [brief: fact]}}}`. `figures` is described in
`figures.Figures`; briefs are `catchup`, `summary`, `update`, `handover`, `postmortem` and `catchup at 1/3`, `… at 2/3` of
the messages. Posts are those that the bot made unasked and everybody saw, `private` those that one person saw; hours run
from the first message to the last, and what took less than one counts as one in the rates; the
totals have the mean of the exports' rates.
"""

from collections.abc import Sequence

from app.domain.json import Json
from app.evaluation.exports import Corpus
from app.evaluation.figures import Figures, figures_json, ratio
from app.evaluation.run import ExportResult

COLUMNS = (
    "facts", "valid", "times right", "headline", "invented", "injected", "statements", "characters", "tokens", "seconds",
    "posts/h",
)  # fmt: skip


def results_json(corpus: Corpus, results: Sequence[ExportResult]) -> dict[str, Json]:
    """Everything, as described above."""
    return {
        "corpus": corpus.root.name,
        "skipped": list(corpus.skipped),
        "exports": [_export_json(result) for result in results],
        "totals": {writer: total_json(results, writer) for writer in _writers(results)},
    }


def total_json(results: Sequence[ExportResult], writer: str) -> dict[str, Json]:
    """The figures of one writer over all exports."""
    total = total_of(results, writer)
    told = figures_json(total)
    del told["missing"], told["problems"]
    lost: dict[str, Json] = {result.name: list(result.total(writer).missing) for result in results}
    return {
        **told,
        "exports": len(results),
        "posts_per_hour": _mean([_rate(result.posts, result.counted_hours) for result in results]),
        "private_per_hour": _mean([_rate(result.private, result.counted_hours) for result in results]),
        "lost_facts": {name: missing for name, missing in lost.items() if missing},
    }


def total_of(results: Sequence[ExportResult], writer: str) -> Figures:
    total = Figures()
    for result in results:
        total.add(result.total(writer), result.name)
    return total


def table(results: Sequence[ExportResult]) -> str:
    """One row for each export and writer, and the totals; columns as wide as they need to be."""
    rows: list[tuple[str, ...]] = [("export", "writer", *COLUMNS)]
    rates = [_rate(result.posts, result.counted_hours) for result in results]
    for writer in _writers(results):
        rows += [
            (result.name, writer, *_cells(result.total(writer), rate))
            for result, rate in zip(results, rates, strict=True)
        ]
        rows.append(("all", writer, *_cells(total_of(results, writer), _mean(rates))))
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    return "\n".join(_aligned(row, widths) for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    names = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return "  ".join([*names, *numbers]).rstrip()


def _cells(figures: Figures, posts_per_hour: float) -> tuple[str, ...]:
    invented = figures.invented_owners + figures.invented_causes + figures.invented_times + figures.misattributed
    return (
        f"{sum(figures.found.values())}/{sum(figures.of.values())}",
        f"{figures.valid}/{figures.statements}",
        f"{figures.times_right}/{figures.times}",
        f"{figures.headline_mean:.0f}" if figures.headlines else "–",
        str(invented),
        f"{figures.injected}/{figures.planted}",
        f"{ratio(figures.statements, figures.briefs):.0f}",
        f"{ratio(figures.characters, figures.briefs):.0f}",
        str(figures.tokens_in + figures.tokens_out),
        f"{figures.seconds:.1f}",
        f"{posts_per_hour:.1f}",
    )


def _export_json(result: ExportResult) -> dict[str, Json]:
    return {
        "name": result.name,
        "messages": result.messages,
        "hours": round(result.hours, 3),
        "posts": result.posts,
        "private": result.private,
        "posts_per_hour": _rate(result.posts, result.counted_hours),
        "private_per_hour": _rate(result.private, result.counted_hours),
        "writers": {
            writer: {brief: figures_json(figures) for brief, figures in briefs.items()}
            for writer, briefs in result.briefs.items()
        },
    }


def _rate(count: int, hours: float) -> float:
    return round(count / hours, 2) if hours else 0.0


def _mean(rates: Sequence[float]) -> float:
    return round(sum(rates) / len(rates), 2) if rates else 0.0


def _writers(results: Sequence[ExportResult]) -> list[str]:
    return list(results[0].briefs) if results else []
