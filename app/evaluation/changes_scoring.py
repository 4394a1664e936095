"""How well changes are ranked: is the culprit on top, is a decoy, is "no likely change" said where no change was it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.context.situation import Candidate, Ranking
from app.domain.attributes import COMMIT
from app.domain.change import Change
from app.evaluation.changes import Scenario, Truth, read_truth
from app.evaluation.changes_baselines import Ranker

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """`place` is the culprit's among the candidates, from 1; 0 where it is not among them, or there is none."""

    scenario: str
    truth: Truth
    ranking: Ranking
    place: int

    @property
    def is_decoy_first(self) -> bool:
        return any(_commit(each.change) in self.truth.decoys for each in self.ranking.candidates[:1])

    @property
    def is_right(self) -> bool:
        """Whether the first that is named is the culprit, or rightly nothing is named."""
        return (self.place == 1 and self.ranking.likely > 0) if self.truth.culprit else self.ranking.likely == 0


def ranked(scenarios: Sequence[Scenario], ranker: Ranker) -> list[Ranked]:
    """The ranker sees changes and situation; the truth is read here, afterwards."""
    return [_ranked(each, ranker(each.changes, each.situation)) for each in scenarios]


def figures(results: Sequence[Ranked]) -> dict[str, float | int | None]:
    """Shares over the scenarios with a culprit; `none_recall` over those without. None where there are no such scenarios."""
    guilty = [each for each in results if each.truth.culprit]
    innocent = [each for each in results if not each.truth.culprit]
    return {
        "scenarios": len(results),
        "with_culprit": len(guilty),
        "without_culprit": len(innocent),
        "top1": _share([each.place == 1 for each in guilty]),
        "top3": _share([0 < each.place <= 3 for each in guilty]),
        "top5": _share([0 < each.place <= 5 for each in guilty]),
        "mrr": _share([1 / each.place if each.place else 0.0 for each in guilty]),
        "decoy_at_1": _share([each.is_decoy_first for each in guilty]),
        "none_recall": _share([each.ranking.likely == 0 for each in innocent]),
        "named": _share([0 < each.place <= each.ranking.likely for each in guilty]),
        "right": _share([each.is_right for each in results]),
    }


def told(result: Ranked) -> dict[str, object]:
    """One scenario's ranking, with points and reasons."""
    ranking = result.ranking
    return {
        "scenario": result.scenario,
        "culprit": result.truth.culprit or "none",
        "place": result.place or None,
        "named": ranking.likely,
        "right": result.is_right,
        "candidates": len(ranking.candidates),
        "out": len(ranking.out),
        "instead": [{"words": each.words, "points": each.points} for each in ranking.instead],
        "ranking": [_shown(each, result.truth) for each in ranking.candidates[:_SHOWN]],
    }


def _ranked(scenario: Scenario, ranking: Ranking) -> Ranked:
    truth = read_truth(scenario.truth)
    places = [place for place, each in enumerate(ranking.candidates, 1) if _is(each.change, truth.culprit)]
    return Ranked(scenario.name, truth, ranking, places[0] if places else 0)


def _is(change: Change, culprit: str) -> bool:
    commit = _commit(change)
    return bool(commit and culprit) and (commit.startswith(culprit) or culprit.startswith(commit))


def _commit(change: Change) -> str:
    return change.attributes.get(COMMIT, "")


def _shown(candidate: Candidate, truth: Truth) -> Mapping[str, object]:
    change = candidate.change
    return {
        "change": _commit(change) or change.ref,
        "kind": change.kind.value,
        "title": change.title,
        "service": change.service,
        "score": candidate.score,
        "is_culprit": _is(change, truth.culprit),
        "is_decoy": _commit(change) in truth.decoys,
        "reasons": [{"key": each.key, "words": each.words, "points": each.points} for each in candidate.reasons],
    }


def _share(values: Sequence[float | bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
