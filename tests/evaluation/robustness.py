"""How much hangs on details: rankings with data missing or shifted, without a feature, with other weights.

`python -m tests.evaluation.robustness --json [DIR]`: DIR holds scenarios, else those of RootCauseBench beside the repository;
our own (`tests/evaluation/scenarios`) are always measured too.
"""

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.context.ranking import FEATURES, candidate, judged, rank
from app.context.situation import Candidate, Ranking, Situation
from app.domain.change import Change, ChangeKind
from app.domain.service import Catalog
from app.domain.signal import SignalKind
from app.evaluation.changes import Scenario, find_scenarios
from app.evaluation.changes_baselines import Ranker
from app.evaluation.changes_scoring import Ranked, figures, ranked
from tests.evaluation.scenarios.every import EVERY

BENCH = Path(__file__).parents[3] / "shared" / "data" / "changes" / "root-cause-bench"
KEYS = ("timing", "rollout", "nearness", "wording", "literal", "effect", "failure", "kind")
_STEPS = (0.5, 0.75, 1.0, 1.5, 2.0)
_DRAWS = 200

Weights = Mapping[str, float]


def main() -> None:
    folders = [Path(each) for each in sys.argv[1:] if not each.startswith("-")] or [BENCH]
    if not folders[0].is_dir():
        sys.exit("The scenarios of RootCauseBench are not here.")
    given = find_scenarios(folders[0])
    with tempfile.TemporaryDirectory() as folder:
        own = own_scenarios(Path(folder))
        found = {"perturbed": perturbed(given, own), "weights": weighed(given, own)}
    sys.stdout.write(json.dumps(found, indent=1))


def own_scenarios(folder: Path) -> list[Scenario]:
    for each in EVERY:
        each.write(folder)
    return find_scenarios(folder)


def perturbed(given: Sequence[Scenario], own: Sequence[Scenario]) -> list[dict[str, object]]:
    return [
        {"": name, **_row(ranked(given, by)), "own right": _right(ranked(own, by))} for name, by in PERTURBED.items()
    ]


def _situated(change: Callable[[Situation], Situation]) -> Ranker:
    return lambda changes, situation: rank(changes, change(situation))


def _changed(change: Callable[[Sequence[Change]], Sequence[Change]]) -> Ranker:
    return lambda changes, situation: rank(change(changes), situation)


def _without(*kinds: SignalKind) -> Callable[[Situation], Situation]:
    return lambda one: replace(one, signals=tuple(each for each in one.signals if each.kind not in kinds))


def _alone(one: Situation) -> Situation:
    bare = _without(*(kind for kind in SignalKind if kind is not SignalKind.ALERT))(one)
    return replace(bare, onset=None, catalog=Catalog())


def _shuffled(changes: Sequence[Change]) -> Sequence[Change]:
    return random.Random(7).sample(list(changes), len(changes))


def _kept(kind: ChangeKind) -> Callable[[Sequence[Change]], Sequence[Change]]:
    return lambda changes: [each for each in changes if each.kind is not kind]


PERTURBED: dict[str, Ranker] = {
    "as it is": rank,
    "changes in another order": _changed(_shuffled),
    "no traces, no catalog": _situated(lambda one: replace(_without(SignalKind.TRACE)(one), catalog=Catalog())),
    "no metrics, so no onset": _situated(lambda one: replace(_without(SignalKind.METRIC)(one), onset=None)),
    "onset 3 minutes late": _situated(lambda one: replace(one, onset=one.onset and one.onset + timedelta(minutes=3))),
    "no log lines": _situated(_without(SignalKind.LOG)),
    "the alert alone": _situated(_alone),
    "no flags": _changed(_kept(ChangeKind.FLAG)),
    "no deploys": _changed(_kept(ChangeKind.DEPLOY)),
    "no diffs": _changed(lambda changes: [replace(each, diff="") for each in changes]),
    "no titles": _changed(lambda changes: [replace(each, title="-") for each in changes]),
    **{
        f"without {name}": (lambda changes, situation, kept=kept: rank(changes, situation, kept))
        for each in FEATURES
        for name, kept in [(each.__name__, [one for one in FEATURES if one is not each])]
    },
}


def weighed(given: Sequence[Scenario], own: Sequence[Scenario]) -> list[dict[str, object]]:
    base, others = ranked(given, rank), ranked(own, rank)
    draw = random.Random(11)
    shares = []
    for _ in range(_DRAWS):
        weights = {key: 2 ** draw.uniform(-1, 1) for key in KEYS}
        shares.append((_share(base, weights), _share(others, weights)))
    shown = "each weight at random between half and double, 200 times: mean of right"
    low = "the same: the worst of the 200"
    return [
        {"": shown, "RootCauseBench": _mean(one for one, _ in shares), "own": _mean(one for _, one in shares)},
        {"": low, "RootCauseBench": min(one for one, _ in shares), "own": min(one for _, one in shares)},
        {
            "": "weights chosen anew without the scenario they are tried on",
            "RootCauseBench": _left_out(base),
            "own": None,
        },
        {
            "": "weights chosen anew on RootCauseBench, tried on our own",
            "RootCauseBench": None,
            "own": _share(others, chosen(base)),
        },
    ]


def reweighed(result: Ranked, weights: Weights) -> Ranked:
    """The same reasons with other points, judged again."""
    one = result.ranking
    alerted_at = max(each.change.started_at for each in (*one.candidates, *one.out))
    elsewhere = [each for each in one.instead if each.key != "silence"]
    ranking = judged([_reweighed(each, weights) for each in one.candidates], one.out, elsewhere, alerted_at)
    return replace(result, ranking=ranking, place=_place(result, ranking))


def _place(result: Ranked, ranking: Ranking) -> int:
    if not result.place:
        return 0
    culprit = result.ranking.candidates[result.place - 1].change
    return next(place for place, each in enumerate(ranking.candidates, 1) if each.change == culprit)


def _reweighed(one: Candidate, weights: Weights) -> Candidate:
    return candidate(
        one.change, [replace(each, points=each.points * weights.get(each.key, 1.0)) for each in one.reasons]
    )


def chosen(results: Sequence[Ranked]) -> Weights:
    """Multipliers found step by step that get most scenarios right, and among those keep right and wrong furthest apart."""
    weights = dict.fromkeys(KEYS, 1.0)
    for _ in range(2):
        for key in KEYS:
            weights[key] = max(_STEPS, key=lambda step: _quality(results, {**weights, key: step}))
    return weights


def _quality(results: Sequence[Ranked], weights: Weights) -> tuple[float, float]:
    again = [reweighed(each, weights) for each in results]
    return sum(each.is_right for each in again), min(
        (_margin(each) for each in again if each.truth.culprit), default=0.0
    )


def _margin(result: Ranked) -> float:
    scores = [each.score for each in result.ranking.candidates]
    own = scores[result.place - 1]
    others = max((score for place, score in enumerate(scores, 1) if place != result.place), default=0.0)
    return (own - others) / (abs(own) + abs(others) or 1.0)


def _left_out(results: Sequence[Ranked]) -> float:
    tried = [reweighed(each, chosen([one for one in results if one is not each])) for each in results]
    return _mean(each.is_right for each in tried)


def _share(results: Sequence[Ranked], weights: Weights) -> float:
    return _right([reweighed(each, weights) for each in results])


def _right(results: Sequence[Ranked]) -> float:
    return _mean(each.is_right for each in results)


def _row(results: Sequence[Ranked]) -> dict[str, object]:
    found = figures(results)
    return {key: found[key] for key in ("top1", "top3", "mrr", "decoy_at_1", "none_recall", "right")}


def _mean(values: Iterable[float]) -> float:
    several = list(values)
    return round(sum(several) / len(several), 3)


if __name__ == "__main__":
    main()
