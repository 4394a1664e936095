"""Changes near the trouble could be read, and none has anything to do with what is wrong: that speaks against all of them."""

from collections.abc import Iterable, Iterator, Sequence

from app.context.situation import Candidate, Reason

KEY = "silence"
_POINTS = 3.0
_CONTENT = frozenset({"literal", "effect", "failure"})
_NEAR = 3.0  # as many points for nearness as a service that is called


def silence(candidates: Sequence[Candidate]) -> Iterator[Reason]:
    """Said only where the best candidate has nothing but time and place for it."""
    if candidates and not is_about(candidates[0].reasons) and any(map(_could_be_read, candidates)):
        yield Reason(KEY, "of the changes near it that could be read, none has to do with the symptoms", _POINTS)


def is_about(reasons: Iterable[Reason]) -> bool:
    return any(reason.points > 0 for reason in reasons if reason.key in _CONTENT)


def _could_be_read(candidate: Candidate) -> bool:
    near = sum(reason.points for reason in candidate.reasons if reason.key == "nearness")
    return bool(candidate.change.diff) and near >= _NEAR
