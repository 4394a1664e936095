"""Merges and the deploys that brought them to production become one: `vcs.ref.head.revision` says which belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.context.ranking.carried import carrier_of, possible_carrier
from app.context.ranking.code import parse
from app.context.ranking.paths import services_of
from app.context.ranking.subject import Subject
from app.domain.attributes import COMMIT
from app.domain.change import Change, ChangeKind, ChangeState
from app.domain.service import normal

_SHORTEST = 7  # letters of a revision that name it well enough


def subjects(changes: Sequence[Change], known: Sequence[str], troubled: Iterable[str] = ()) -> list[Subject]:
    """One for each change; a merge that deploys name is told by them.

    `known` are normal names of services, `troubled` those of them that are in trouble.
    """
    places = _Places(
        frozenset(known), tuple(dict.fromkeys([*known, *(normal(each.service) for each in changes if each.service)]))
    )
    merges = {_revision(each): each for each in changes if _is_merge(each) and _revision(each)}
    live = [each for each in changes if not _is_merge(each)]
    undone = _undone(changes)
    told = [_live(each, merges.get(_revision(each)), places, undone) for each in live]
    named_by = {_revision(each) for each in live if _revision(each)}
    deployed = [each for each in told if each.change.kind is ChangeKind.DEPLOY]
    merged_at = {revision: merge.took_effect_at for revision, merge in merges.items()}
    waiting = [
        _waiting(each, places.of(each), undone.get(each.ref))
        for each in changes
        if _is_merge(each) and _revision(each) not in named_by
    ]
    return [*told, *(_carried(each, list(troubled), deployed, merged_at) for each in waiting)]


@dataclass(frozen=True, slots=True)
class _Places:
    """`known` are services as the catalog has them, `all` also those that only changes name."""

    known: frozenset[str]
    all: tuple[str, ...]

    def of(self, change: Change) -> tuple[str, ...]:
        """What it reaches; what is named after a repository of many services reaches those in whose folders it is, too."""
        own = (normal(change.service),) if change.service else ()
        if own and own[0] in self.known:
            return own
        return tuple(dict.fromkeys([*own, *services_of(change.files, self.all)]))


def _live(change: Change, merge: Change | None, places: _Places, undone: dict[str, datetime]) -> Subject:
    whole = _with(change, merge) if merge else change
    failed = change.state is ChangeState.FAILED
    return Subject(
        change=whole,
        live_at=None if failed else change.took_effect_at,
        services=places.of(whole),
        undone_at=undone.get(change.ref),
        code=parse(whole.diff),
    )


def _waiting(merge: Change, services: tuple[str, ...], undone_at: datetime | None) -> Subject:
    return Subject(change=merge, live_at=None, services=services, undone_at=undone_at, code=parse(merge.diff))


def _carried(
    subject: Subject, troubled: Sequence[str], deployed: Sequence[Subject], merged_at: dict[str, datetime]
) -> Subject:
    """Where no deploy at all is known, merging stands for deploying."""
    merge = subject.change
    if not deployed:
        return replace(subject, live_at=merge.took_effect_at)
    carrier = carrier_of(merge, subject.services, deployed, merged_at)
    if carrier:
        reached = (normal(carrier.service),) if carrier.service else subject.services
        return replace(subject, live_at=carrier.took_effect_at, services=reached, carrier=carrier)
    if subject.services or not merge.files:
        return subject
    guessed = possible_carrier(merge, troubled, deployed, merged_at)
    if guessed is None:
        return subject
    return replace(subject, live_at=guessed.took_effect_at, carrier=guessed, is_sure=False)


def _with(change: Change, merge: Change) -> Change:
    """The deploy, telling what the merge knows of its content."""
    return replace(
        change,
        title=merge.title or change.title,
        author=change.author or merge.author,
        files=change.files or merge.files,
        diff=change.diff or merge.diff,
        attributes={**merge.attributes, **change.attributes},
    )


def _undone(changes: Iterable[Change]) -> dict[str, datetime]:
    """When which change was taken back, by its ref."""
    by_others = {each.undoes: each.took_effect_at for each in changes if each.undoes}
    by_state = {
        each.ref: each.finished_at
        for each in changes
        if each.state is ChangeState.UNDONE and each.finished_at is not None
    }
    return {**by_state, **by_others}


def _is_merge(change: Change) -> bool:
    return change.kind is ChangeKind.MERGE


def _revision(change: Change) -> str:
    """Its commit, short enough to match what systems that shorten them say."""
    commit = change.attributes.get(COMMIT, "").strip().lower()
    return commit[:_SHORTEST] if len(commit) >= _SHORTEST else ""
