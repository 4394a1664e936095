"""Evaluates a corpus: every export lived through once, every brief written by every writer, and scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.brief import BriefKind
from app.evaluation.exports import Corpus
from app.evaluation.facts import EXPECTED
from app.evaluation.figures import Figures
from app.evaluation.living import Lived, at_the_end, in_the_middle, live
from app.evaluation.scoring import scored
from app.evaluation.truth import Truth
from app.evaluation.writing import Writer


@dataclass(slots=True, kw_only=True)
class ExportResult:
    """One export: what the bot said in it, and the figures of each brief by writer and name of the brief."""

    name: str
    messages: int
    hours: float
    posts: int
    private: int
    briefs: dict[str, dict[str, Figures]] = field(default_factory=dict)

    @property
    def counted_hours(self) -> float:
        """What took less than an hour counts as one, so that a blip's greeting is not a flood."""
        return max(self.hours, 1.0)

    def total(self, writer: str) -> Figures:
        """All briefs of one writer together; what is missing is said with the brief's name."""
        total = Figures()
        for brief, figures in self.briefs[writer].items():
            total.add(figures, brief)
        return total


async def evaluate(
    corpus: Corpus,
    writers: Mapping[str, Writer],
    attacks: Sequence[str],
    progress: Callable[[str, int, int], None],
) -> list[ExportResult]:
    """The results in order of name. `progress` is told which export is begun, how many are done and of how many.

    Raises UserError for an export that cannot be read.
    """
    results = []
    for number, (folder, truth) in enumerate(corpus.exports):
        name = corpus.name(folder)
        progress(name, number, len(corpus.exports))
        lived = await live(folder, attacks)
        result = ExportResult(
            name=name, messages=lived.messages, hours=lived.hours, posts=lived.posts, private=lived.private
        )
        for writer, write in writers.items():
            result.briefs[writer] = await _written(write, lived, truth, attacks)
        results.append(result)
    return results


async def _written(write: Writer, lived: Lived, truth: Truth, attacks: Sequence[str]) -> dict[str, Figures]:
    context = at_the_end(lived)
    found = {kind.value: scored(await write(kind, context), context, truth, attacks) for kind in EXPECTED}
    for moment, then in in_the_middle(lived):
        said = max(line.at for line in then.lines)
        found[f"catchup at {moment}"] = scored(await write(BriefKind.CATCHUP, then), then, truth, attacks, until=said)
    return found
