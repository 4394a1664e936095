"""Do the errors name literally what the change touched: a column, a field, a function, the file in the stack trace?"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from app.context.identifiers import parts
from app.context.ranking.case import Case
from app.context.ranking.dependencies import new_major, new_minors
from app.context.ranking.paths import kind_of
from app.context.ranking.subject import Subject
from app.context.situation import Reason

KEY = "literal"
_LOST, _GAINED, _FILE = 5.0, 4.0, 4.0
_NEWER = 2.5  # new minor versions promise to break nothing, and sometimes do
_COMMON = 0.1  # a name in more than this share of the changes names nothing


def literal(subject: Subject, case: Case) -> Iterator[Reason]:
    yield from _named(subject, case)
    if kind_of(subject.change.files) == "dependencies":
        yield from _libraries(subject, case)
    edited = {PurePosixPath(path).name for path in subject.change.files}
    stacked = sorted(edited & case.symptoms.files)
    if stacked:
        yield Reason(KEY, f"an error's stack trace names {stacked[0]}, which it edits", _FILE)


def _named(subject: Subject, case: Case) -> Iterator[Reason]:
    lost, gained = subject.code.lost_names, subject.code.gained_names
    for name in sorted((lost | gained) & case.symptoms.names, key=lambda name: (-len(name), name)):
        if case.spread[name] > max(2, _COMMON * len(case.subjects)):
            continue
        if name in lost:
            yield Reason(KEY, f"the errors name {name!r}, which it takes away", _LOST)
        else:
            yield Reason(KEY, f"the errors name {name!r}, which it brings in", _GAINED)
        return


def _libraries(subject: Subject, case: Case) -> Iterator[Reason]:
    """Of minor versions, which are raised every day, only where the errors say the library's whole name."""
    said = set(case.symptoms.words)
    library = new_major(subject.code)
    if library and set(parts(library)) & said:
        yield Reason(KEY, f"the errors name {library}, which it raises to another major version", _GAINED)
        return
    named = (each for each in new_minors(subject.code) if parts(each) and set(parts(each)) <= said)
    if newer := next(named, ""):
        yield Reason(KEY, f"the errors name {newer}, which it raises to another minor version", _NEWER)
