"""How well reports of past incidents are found from what one sees at the beginning, beside plain BM25 in the same run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from app.context.similar.finding import MOST_SHOWN
from app.context.similar.ranking import Index, index
from app.domain.json import JsonObject
from app.evaluation.plain_bm25 import PlainBm25
from app.evaluation.similar_facts import told
from app.evaluation.similar_queries import (
    NOTHING,
    Query,
    held_out,
    own_words,
    paraphrases,
    read_reports,
    without_own_words,
)

Search: TypeAlias = Callable[[Query], Sequence[int]]
"""A query → the numbers of the reports, best first."""
_NOT_FOUND = 1_000_000
OURS, PLAIN = "Watchkeeper", "plain BM25"


@dataclass(frozen=True, slots=True)
class Row:
    """How one way to search did with one set of queries."""

    looked_for_by: str
    search: str
    queries: int
    recall_at_1: float
    recall_at_3: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What people would see: the right report among those shown, only others, nothing; `of_none` counts texts that no
    report is about, `wrongly` those for which something was shown all the same.
    """

    looked_for_by: str
    queries: int
    right: int
    only_others: int
    nothing: int
    of_none: int
    wrongly: int


@dataclass(frozen=True, slots=True)
class Result:
    """`told` counts what is read in the reports against the facts beside them; `missed` are queries whose report is not
    among the first three.
    """

    reports: int
    found: tuple[Row, ...]
    shown: tuple[Shown, ...]
    told: Mapping[str, str]
    missed: tuple[str, ...]

    def as_json(self) -> JsonObject:
        return {
            "found": [_plain(row) for row in self.found],
            "shown": [_plain(row) for row in self.shown],
            "told": dict(self.told),
            "reports": self.reports,
            "missed": list(self.missed),
        }


def evaluate(folder: Path, given: Path | None = None) -> Result:
    """`given` is a file with paraphrases, if the folder has none. Raises UserError for what cannot be read."""
    reports = read_reports(folder)
    names = [one.name for one in reports]
    queries = paraphrases(folder, given, names)
    ours, plain = index([one.past.texts for one in reports]), PlainBm25([one.report.markdown for one in reports])
    ways: dict[str, Search] = {OURS: lambda one: _places(ours, one.text), PLAIN: lambda one: plain.ranked(one.text)}
    sets = {"a paraphrase": queries, "a paraphrase, held out": held_out(queries)}
    sets = {label: some for label, some in sets.items() if any(one.name != NOTHING for one in some)}
    rows = [_row(label, way, ways[way], some, names) for label, some in sets.items() for way in ways]
    cut = [without_own_words(one) for one in reports]
    blind, blind_plain = index(cut), PlainBm25(["\n".join(one.values()) for one in cut])
    own = own_words(reports)
    cut_ways: dict[str, Search] = {
        OURS: lambda one: _places(blind, one.text),
        PLAIN: lambda one: blind_plain.ranked(one.text),
    }
    rows += [_row("its own first sentence, taken out", way, cut_ways[way], own, names) for way in cut_ways if own]
    shown = [_shown(label, ours, some, names) for label, some in sets.items()]
    missed = [one.text for one in queries if one.name != NOTHING and _place(ways[OURS], one, names) >= MOST_SHOWN]
    return Result(len(reports), tuple(rows), tuple(shown), told(folder, reports), tuple(missed))


def _row(label: str, way: str, search: Search, queries: Sequence[Query], names: Sequence[str]) -> Row:
    places = [_place(search, one, names) for one in queries if one.name != NOTHING]
    count = len(places)
    return Row(
        looked_for_by=label,
        search=way,
        queries=count,
        recall_at_1=sum(place < 1 for place in places) / count,
        recall_at_3=sum(place < 3 for place in places) / count,
        mrr=sum(1 / (place + 1) for place in places if place < _NOT_FOUND) / count,
    )


def _place(search: Search, query: Query, names: Sequence[str]) -> int:
    """Where the right report stands, from 0; nowhere near where it was not found."""
    ranked = list(search(query))
    right = names.index(query.name)
    return ranked.index(right) if right in ranked else _NOT_FOUND


def _shown(label: str, ours: Index, queries: Sequence[Query], names: Sequence[str]) -> Shown:
    seen = {one: {names[hit.place] for hit in ours.search(one.text)[:MOST_SHOWN] if not hit.is_weak} for one in queries}
    real = {one: some for one, some in seen.items() if one.name != NOTHING}
    right = sum(one.name in some for one, some in real.items())
    nothing = sum(not some for some in real.values())
    return Shown(
        looked_for_by=label,
        queries=len(real),
        right=right,
        only_others=len(real) - right - nothing,
        nothing=nothing,
        of_none=len(seen) - len(real),
        wrongly=sum(bool(some) for one, some in seen.items() if one.name == NOTHING),
    )


def _places(ours: Index, text: str) -> list[int]:
    return [hit.place for hit in ours.search(text)]


def _plain(row: Row | Shown) -> JsonObject:
    return {name.replace("_", " "): value for name, value in asdict(row).items()}
