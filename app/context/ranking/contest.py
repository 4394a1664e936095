"""What of an answer about candidates is followed: a model may move one past another only where the rules are not sure,
and only for a reason that the rules found themselves and that speaks for it more than for the other. Pure.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.context.situation import Candidate, Ranking, Reason
from app.domain.json import Json, JsonObject, object_of, objects_of

MOST = 20
"""So many candidates a model is asked about at most."""
CLOSE = 1.0
"""Points between two candidates within which the rules are not sure of their order."""
MOST_PLACES = 2
"""How far up a candidate may be moved."""
_MOST_REASONS = 6
_READ_CHARS = 20_000
_MOST_STARTS = 50
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Vote:
    """A candidate in the place where the model wants it, with the numbers of the reasons that it gave."""

    candidate: int
    reasons: tuple[int, ...]


def contested(ranking: Ranking) -> tuple[Candidate, ...]:
    """Those among which an order can be asked for: the named ones, if two of them are close; else none."""
    named = ranking.named[:MOST]
    close = any(above.score - below.score <= CLOSE for above, below in pairwise(named))
    return named if close else ()


def numbered(candidates: Sequence[Candidate]) -> Mapping[int, tuple[int, Reason]]:
    """Every reason that speaks for a candidate, by its number, with the number of its candidate; both count from 1."""
    told = [(place, reason) for place, one in enumerate(candidates, 1) for reason in one.reasons if reason.points > 0]
    return dict(enumerate(told, 1))


def votes(answer: str, candidates: Sequence[Candidate]) -> tuple[Vote, ...]:
    """The order in an answer. Empty if there is none, or if any number in it is of nothing that was asked about."""
    known = numbered(candidates)
    for given in _objects(answer[:_READ_CHARS]):
        order = objects_of(given.get("order"))
        found = tuple(Vote(_number(one.get("candidate")), tuple(_numbers(one.get("reasons")))) for one in order)
        if not found:
            continue
        places = [vote.candidate for vote in found]
        are_known = all(0 < one <= len(candidates) for one in places) and len(set(places)) == len(places)
        cited = {number for vote in found for number in vote.reasons}
        return found if are_known and cited <= known.keys() else ()
    return ()


def reordered(ranking: Ranking, given: Sequence[Vote], model: str) -> Ranking:
    """The ranking with what may be followed of the order; the same one if that is nothing. What is named stays named."""
    candidates = contested(ranking)
    reasons = numbered(candidates)
    cited = {vote.candidate: [reasons[number] for number in vote.reasons] for vote in given}
    own = {place: [one for of, one in cited.get(place, ()) if of == place] for place in range(1, len(candidates) + 1)}
    wanted = _wanted(given, len(candidates))
    order, arguments = list(range(1, len(candidates) + 1)), {}
    for place in sorted(order, key=wanted.__getitem__):
        argument = _moved(place, order, wanted, own[place], candidates)
        if argument:
            arguments[place] = argument
    if not arguments:
        return ranking
    told = [_told(candidates[place - 1], arguments.get(place), model) for place in order]
    return replace(ranking, candidates=(*told, *ranking.candidates[len(told) :]))


def _wanted(given: Sequence[Vote], size: int) -> dict[int, int]:
    """Where each candidate is wanted; those left out follow in the order of the rules."""
    named = [vote.candidate for vote in given]
    rest = [place for place in range(1, size + 1) if place not in named]
    return {place: at for at, place in enumerate([*named, *rest])}


def _moved(
    place: int,
    order: list[int],
    wanted: Mapping[int, int],
    arguments: Sequence[Reason],
    candidates: Sequence[Candidate],
) -> Reason | None:
    """Move it up past those below which it is not wanted, as far as that is allowed. Returns the reason that carried it."""
    carried = None
    for _ in range(MOST_PLACES):
        at = order.index(place)
        if at == 0:
            break
        above = order[at - 1]
        reason = _argument(candidates[place - 1], candidates[above - 1], arguments)
        if wanted[above] < wanted[place] or reason is None:
            break
        order[at - 1], order[at] = place, above
        carried = reason
    return carried


def _argument(one: Candidate, above: Candidate, arguments: Sequence[Reason]) -> Reason | None:
    """A reason that speaks for one more than for the other, if they are close."""
    if above.score - one.score > CLOSE:
        return None
    return next((each for each in arguments if each.points > _points(above, each.key)), None)


def _points(candidate: Candidate, key: str) -> float:
    return sum(reason.points for reason in candidate.reasons if reason.key == key)


def _told(candidate: Candidate, argument: Reason | None, model: str) -> Candidate:
    """With a word of ours on who moved it; a model's own words are shown nowhere."""
    if argument is None:
        return candidate
    reason = Reason("model", f"moved up by the model {model}, which weighs this more: {argument.words}", 0.0)
    return replace(candidate, reasons=(*candidate.reasons, reason))


def _objects(text: str) -> Iterator[JsonObject]:
    at = 0
    for _ in range(_MOST_STARTS):
        at = text.find("{", at)
        if at < 0:
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        yield object_of(value)


def _number(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _numbers(value: Json) -> Iterator[int]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from (_number(one) for one in value)
