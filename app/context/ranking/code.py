"""What a diff takes away and puts in, as far as it can be told without knowing the language."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.context.identifiers import atoms
from app.context.ranking.twists import is_twisted, operators, retyped

_COMMENT = re.compile(r"\s*(//|#(?!include|define|\[)|/\*|\*(\s|/|$)|--\s|<!--|;;|\"\"\"|''')")
_MEANT = re.compile(r"header.*(authorization|token|cookie|cache|content-|origin|allow|location)", re.IGNORECASE)
_IMPORT = re.compile(r"\s*(import|from|using|require|package|#include|use)\b")
_SAYS = re.compile(
    r"log(ger|ging)?\b|print|\bwarn(ing)?\(|\binfo\(|\bdebug\(|trace\(|http\.Error\(|\.status\(|headers?\b|"
    r"[wW]rite(Error|Header)?\(|New(Counter|Gauge|Histogram|Summary)|prom(auto|etheus)\b|statsd|"
    r"WithLabelValues|\b(gauge|counter|histogram|summary)\(|"
    r"metrics?\.(inc|increment|gauge|counter|timing|observe)|SetAttributes?\(|^\s*(Name|Help|Buckets|Namespace|Subsystem):|Errorf\(|errors?\.New\(|\.(json|send)\(\{",
    re.IGNORECASE,
)
_GUARDS = re.compile(
    r"[!=]==? ?(?:nil|null|None|undefined)\b|\bis (?:not )?None\b|\?\.|\b(?:un)?lock\b|mutex|synchronized|atomic|semaphore|"
    r"for update\b|for share\b|\btransactional\b|transaction\(|isolation|serializable|"
    r"time-?out|deadline|leeway|tolerance|retr(?:y|ies)\b|back-?off|jitter|sleep\(|limit|\bmax_?[a-z]|evict|expire|ttl|valid|verif|\bcheck|ensure|"
    r"assert|close\(|\bdefer\b|finally|release|rollback|dispose|catch|except|rescue|recover|fallback|circuit|throttle|batch|"
    r"register|escape|sanitiz|\bawait\b|^\s*(?:return|break|continue)\s*;?\s*$",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\berr(?:or)?\s*!=\s*nil\b")
_DROPPED = re.compile(r"(?:^|[\s,(])_\s*:?=(?!=)")
_IF = re.compile(r"\b(?:if|unless|where|WHERE|guard)\b")
_BRANCH = re.compile(r"\b(if|else|for|while|switch|case|return|catch|except|yield|await|throw|raise|defer)\b")
_MOST_LINES = 400
_MOST_CHARS = 500  # of a line: a longer one was made by a machine
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOISE = frozenset(
    re.findall(
        r"\w+",
        """
        var let const func function def fn return if else for while do switch case break continue new type struct class self this
        public private protected static final void int str string bool float number any nil none null err error ok ctx in of and
        or not is as async await try the a
        """,
    )
)


MUCH, LITTLE = 2.0, 1.5  # by how many times a setting has to change to be a large or a small change


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that became another one in an otherwise equal line; `factor` is the larger divided by the smaller."""

    line: str
    old: str
    new: str
    factor: float


@dataclass(frozen=True)
class Code:
    """The lines of a unified diff, without their signs: `removed`, `added`, and `around` (context and headings)."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @cached_property
    def is_known(self) -> bool:
        return bool(self.removed or self.added)

    @cached_property
    def taken(self) -> tuple[str, ...]:
        """Lines taken away that are code, neither comment nor import."""
        return _code(self.removed)

    @cached_property
    def put(self) -> tuple[str, ...]:
        return _code(self.added)

    @cached_property
    def lost(self) -> Counter[str]:
        """Names, numbers and texts that there are fewer of afterwards."""
        return _counted(self.taken) - _counted(self.put)

    @cached_property
    def gained(self) -> Counter[str]:
        return _counted(self.put) - _counted(self.taken)

    @cached_property
    def lost_names(self) -> frozenset[str]:
        """What is lost, and the names that lost quoted texts are made of."""
        return _bare(self.lost)

    @cached_property
    def gained_names(self) -> frozenset[str]:
        return _bare(self.gained)

    @cached_property
    def kept(self) -> float:
        """The share of what was taken that is there again afterwards; 0 where nothing was taken."""
        before = _counted(self.taken)
        return 1 - sum(self.lost.values()) / sum(before.values()) if before else 0.0

    @cached_property
    def lost_guards(self) -> tuple[str, ...]:
        """Lines taken away that protected something (a check, lock, limit, clean-up), of which nothing like it came back."""
        return _lost_guards(self.taken, self.put)

    @cached_property
    def setting(self) -> Setting | None:
        """The first number that is another one now."""
        return _setting(self.taken, self.put)

    @cached_property
    def only_comments(self) -> bool:
        return self.is_known and not self.taken and not self.put

    @cached_property
    def only_says(self) -> bool:
        """Whether all that changed is what is logged, measured or answered, not what is done.

        Headers that others act upon are no mere words; nor are words that are gone and were an answer.
        """
        lines = [*self.taken, *self.put]
        replaced = len(self.put) >= len(self.taken) and not any(map(_MEANT.search, lines))
        return bool(lines) and replaced and all(map(_SAYS.search, filter(_has_words, lines)))

    @cached_property
    def only_moves(self) -> bool:
        """Whether nearly all that was taken away is there again, only elsewhere or in other clothes."""
        before, lost, gained = _counted(self.taken).total(), self.lost.total(), self.gained.total()
        if before < 3 or not self.put or gained > 2 * before or self.lost_guards or self._alters:
            return False
        if not lost and not gained:
            return operators(self.taken) == operators(self.put)
        return self.kept >= 0.75 or (self.kept >= 0.5 and gained <= lost)

    @cached_property
    def keeps_shape(self) -> bool:
        """Whether code was replaced by other code that branches, loops and returns as often."""
        before, after = _branches(self.taken), _branches(self.put)
        return before.total() >= 2 and before == after and not self.lost_guards

    @cached_property
    def _alters(self) -> bool:
        values = any(map(_is_value, self.lost)) or any(map(_is_number, self.gained))
        return values or is_twisted(self.taken, self.put)

    @cached_property
    def only_takes(self) -> bool:
        """Whether code is gone and nothing, or hardly anything, came in its place."""
        few = sum(self.gained.values()) <= 0.2 * sum(self.lost.values())
        return bool(self.lost) and few and not retyped(self.taken, self.put)


def _setting(taken: Sequence[str], put: Sequence[str]) -> Setting | None:
    after = {_NUMBER.sub("#", line).strip(): line for line in put if _NUMBER.search(line)}
    for line in taken:
        other = after.get(_NUMBER.sub("#", line).strip(), line)
        numbers = zip(_NUMBER.findall(line), _NUMBER.findall(other), strict=True)
        changed = [(_factor(old, new), old, new) for old, new in numbers if old != new]
        if changed:
            return Setting(line.strip().rstrip(",;"), *max(changed)[1:], max(changed)[0])
    return None


def _factor(old: str, new: str) -> float:
    low, high = sorted((float(old), float(new)))
    return high / low if low else float("inf")


def _lost_guards(taken: Sequence[str], put: Sequence[str]) -> tuple[str, ...]:
    came = Counter(word for line in put for word in _protecting(line))
    there, gone = set(atoms("\n".join(put))), []
    dropped = any(map(_DROPPED.search, put))
    checks = _checks(taken, dropped=dropped)
    fewer = len(_checks(put, dropped=dropped)) < len(checks)
    for line in taken:
        words = _protecting(line if dropped else _PASSED_ON.sub("", line))
        if any(came[word] == 0 for word in words) or (fewer and not words and line in checks and _is_gone(line, there)):
            gone.append(line.strip())
        came.subtract(word for word in words if came[word] > 0)
    return tuple(gone)


def _checks(lines: Sequence[str], *, dropped: bool) -> list[str]:
    """Conditions; those that only pass an error on are how Go calls anything, and count only where errors are dropped."""
    return [line for line in lines if _IF.search(line) and (dropped or not _PASSED_ON.search(line))]


def _is_gone(line: str, there: set[str]) -> bool:
    known = [atom for atom in atoms(line) if atom.lower() not in _NOISE]
    return sum(atom in there for atom in known) < 0.7 * len(known)


def parse(diff: str) -> Code:
    """Reads unified diff text, whole or cut off, up to some hundred lines of sensible length; anything else has no lines
    removed or added.
    """
    removed, added, around = [], [], []
    for whole in diff.splitlines()[:_MOST_LINES]:
        line = whole[:_MOST_CHARS]
        if line.startswith(("--- ", "+++ ", "diff ", "index ")) or line in ("---", "+++"):
            continue
        if line.startswith("-"):
            removed.append(line[1:])
        elif line.startswith("+"):
            added.append(line[1:])
        else:
            around.append(line)
    return Code(tuple(removed), tuple(added), tuple(around))


def _protecting(line: str) -> list[str]:
    return [found.lower().replace(" ", "") for found in _GUARDS.findall(line)]


def _code(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip() and not _COMMENT.match(line) and not _IMPORT.match(line))


def _bare(found: Iterable[str]) -> frozenset[str]:
    return frozenset(
        inner for atom in found for inner in ([atom[1:-1], *atoms(atom[1:-1])] if atom[0] in "\"'" else [atom]) if inner
    )


def _branches(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in _BRANCH.findall(line))


def _is_value(atom: str) -> bool:
    return atom[0] in "\"'" or _is_number(atom) or atom in ("true", "false", "True", "False")


def _is_number(atom: str) -> bool:
    return atom[0].isdigit()


def _has_words(line: str) -> bool:
    return any(atom.lower() not in _NOISE for atom in atoms(line))


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(atom for line in lines for atom in atoms(line) if _counts(atom))


def _counts(atom: str) -> bool:
    """Names of one letter are everywhere; a number of one digit is a value like any other."""
    return atom.lower() not in _NOISE and (len(atom) > 1 or _is_number(atom))
