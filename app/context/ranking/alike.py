"""The same change told twice: one commit deployed to several services, one rollout that several systems saw."""

from collections.abc import Sequence

from app.context.situation import Candidate
from app.domain.attributes import COMMIT, VERSION
from app.domain.change import Change
from app.domain.service import normal


def once(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The first of those that are one and the same change stands for all, in the order given."""
    commits = {_build(each.change): _commit(each.change) for each in candidates if _commit(each.change)}
    kept: dict[tuple[str, ...], Candidate] = {}
    for each in candidates:
        change = each.change
        build = _build(change)
        commit = _commit(change) or (commits.get(build, "") if build else "")
        kept.setdefault(("commit", commit) if commit else build or (change.connector, change.ref), each)
    return tuple(kept.values())


def _commit(change: Change) -> str:
    return change.attributes.get(COMMIT, "")[:7].lower()


def _build(change: Change) -> tuple[str, ...]:
    """Service and version, where both are known."""
    version = change.attributes.get(VERSION, "")
    return ("build", normal(change.service), version) if version and change.service else ()
