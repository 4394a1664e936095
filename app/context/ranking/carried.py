"""Which deploy took a merge along without naming it: one of the same service built later, or one that raised its library's version.

Shared code belongs to no service: the next build of a service in trouble may hold it, which is a guess and said to be one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from app.context.ranking.paths import kind_of
from app.context.ranking.subject import Subject
from app.domain.attributes import COMMIT
from app.domain.change import Change
from app.domain.service import normal

_LIBRARIES = frozenset({"packages", "libs", "lib", "modules"})


def carrier_of(
    merge: Change, services: Sequence[str], deployed: Sequence[Subject], merged_at: Mapping[str, datetime]
) -> Change | None:
    """The first deploy after the merge that must have had it inside, None where none is known.

    `merged_at` says by the first 7 letters of a revision when it was merged: a build holds what was merged before it.
    """
    later = _built_after(merge, deployed, merged_at)
    return next(
        (each.change for each in later if normal(each.change.service) in services or _raises(each, merge)), None
    )


def possible_carrier(
    merge: Change, troubled: Iterable[str], deployed: Sequence[Subject], merged_at: Mapping[str, datetime]
) -> Change | None:
    """The first deploy of a service in trouble that was built after the merge of code that no service owns."""
    wanted = set(troubled)
    later = _built_after(merge, deployed, merged_at)
    return next((each.change for each in later if normal(each.change.service) in wanted), None)


def _built_after(merge: Change, deployed: Sequence[Subject], merged_at: Mapping[str, datetime]) -> list[Subject]:
    made = merge.took_effect_at
    built = [
        each
        for each in deployed
        if merged_at.get(each.change.attributes.get(COMMIT, "")[:7].lower(), each.change.took_effect_at) > made
        and each.change.took_effect_at >= made
    ]
    return sorted(built, key=lambda each: each.change.took_effect_at)


def _raises(subject: Subject, merge: Change) -> bool:
    """Whether the deployed change raised the version of the library that the merge is part of."""
    if kind_of(subject.change.files) != "dependencies":
        return False
    return any(_is_part(path, module) for path in merge.files for module in _modules(subject))


def _modules(subject: Subject) -> Iterator[tuple[str, ...]]:
    for line in subject.code.added:
        for word in line.replace('"', " ").replace("'", " ").replace(":", " ").replace("=", " ").split():
            if "/" in word:
                yield tuple(word.strip(",").split("/"))


def _is_part(path: str, module: tuple[str, ...]) -> bool:
    """A module's name ends like the path of a file begins (`host/org/lib/money` and `lib/money/round.go`)."""
    folders = PurePosixPath(path).parts[:-1]
    longest = (module[-n:] for n in range(2, len(module) + 1))
    scoped = module[0].startswith("@") and len(folders) > 1 and folders[0] in _LIBRARIES and folders[1] == module[-1]
    return scoped or any(folders[: len(end)] == end for end in longest)
