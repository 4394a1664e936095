"""Versions of libraries in a diff: which one became another major version, which another minor one."""

import re
from collections.abc import Iterator

from app.context.ranking.code import Code

_VERSION = re.compile(r"\bv?(\d+)\.\d+(?:\.\d+)*(?:[-+.\w]*)?|(?<=/v)\d+")
_MINOR = re.compile(r"\bv?\d+\.(\d+)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
_MARKUP = frozenset({"artifactId", "groupId", "version", "dependency", "require", "implementation", "v"})


def new_major(code: Code) -> str:
    """The name of the first library whose first number changed (from 1 on: before that, no number promises anything)."""
    other = (line for old, line in _raised(code) if _majors(old) != _majors(line) and "0" not in _majors(old))
    return next(map(_library, other), "")


def new_minors(code: Code) -> list[str]:
    """The names of the libraries whose first number stayed, while the second one changed."""
    return [
        _library(line)
        for old, line in _raised(code)
        if _majors(old) == _majors(line) and _MINOR.findall(old) != _MINOR.findall(line)
    ]


def _raised(code: Code) -> Iterator[tuple[str, str]]:
    """The lines that differ in nothing but versions, as they were and as they are."""
    before = {_VERSION.sub("#", line).strip(): line for line in code.removed}
    for line in code.added:
        if old := before.get(_VERSION.sub("#", line).strip()):
            yield old, line


def _majors(line: str) -> list[str]:
    return [found[1] or found[0] for found in _VERSION.finditer(line)]


def _library(line: str) -> str:
    """The longest name in the last part of the line's path that has one, without what is only markup."""
    for part in reversed(_VERSION.sub(" ", line).split("/")):
        names: list[str] = [name for name in _NAME.findall(part) if name not in _MARKUP]
        if names:
            return max(names, key=len)
    return "a library"
