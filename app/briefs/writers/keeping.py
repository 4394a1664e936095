"""Whether a model's statement says all that a statement of the rules says, and whether it says anything more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.briefs.evidence.terms import terms
from app.domain.brief import Statement
from app.domain.speech.plain import one_line

ENOUGH = 0.6
"""The share of the rules' telling words that a better sentence still has."""
_TOKEN = re.compile(r"[^\s“”\"'`()\[\]{},;→–]+")
_EXACT = re.compile(r"\d|_|\w\.\w|[a-z][A-Z]")
_BETWEEN = re.compile(r"[^\w.-]+")
_TRIM = ".:!?…<>*"
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3} – ")
_NEGATION = re.compile(r"\b(?:no|not|nobody|nothing|never|none|without|neither|nor|cannot)\b|n't\b", re.IGNORECASE)
_MARKS: tuple[tuple[str, str], ...] = (
    (r"\bhelped\b", r"\bhelped\b"),
    (r"\bno effect\b", r"\bno effect\b|\bdid not help\b|\bno change\b"),
    (r"\bmade worse\b", r"\bworse\b"),
    (r"no result stated", r"\bno result\b|\bno outcome\b|\bnot? (?:known|stated|said)\b|\bunknown\b"),
    (r"owner: unknown|due: unknown", r"\bunknown\b|\bnot known\b|\bnobody (?:said|has said)\b|\bno (?:owner|date|due date)\b"),
    (r"owner: (?!unknown)", r"\bown(?:s|er)\b|\bwill\b|\btakes?\b|'ll\b"),
    (r"\bruled out\b", r"\bruled? out\b|\bruling out\b|\bexcluded\b"),
    (r"\btheory\b|\bseems\b|\bproposed\b", r"\btheory\b|\bsuspect|\bmay\b|\bmight\b|\bcould\b|\bseems\b|\bpropos|\bsuggest|\bpossibl|\bprobabl"),
    (r"\bstated cause\b", r"\bcause|\bbecause\b|\bdue to\b"),
    (r"\bdisputed\b|; against:", r"\bdisput|\bagainst\b|\bdisagree|\bbut\b|\bhowever\b|\bobject"),
    (r"\bdeclared over\b|\bresolved\b", r"\bover\b|\bresolved\b"),
    (r"\bdismissed\b", r"\bdismiss"),
    (r"\bended\b", r"\bended\b|\bresolved\b|\brecovered\b"),
    (r"said to be done|, done\b", r"\bdone\b|\bfinished\b|\bcomplete"),
    (r"\bmonitoring\b", r"\bmonitoring\b"),
    (r"\?", r"\?|\bask|\bwhether\b|\bquestion|\bwonder"),
)  # fmt: skip
"""What gives a statement its sense, and the words that keep it. None may be lost in better prose."""
_SENSES = tuple((re.compile(there, re.IGNORECASE), re.compile(kept, re.IGNORECASE)) for there, kept in _MARKS)


_GAINED = tuple(
    re.compile(sense, re.IGNORECASE)
    for sense in (
        r"\broot cause",
        r"\bcaus(?:e[ds]?|ing)\b|\bbecause\b|\bdue to\b|\bled to\b|\bresult(?:ed|s)? in\b|\btriggered\b",
        r"\b(?:fixed|solved|helped|resolved|mitigated)\b",
        r"\b(?:confirmed|proven?|proved|definite(?:ly)?|certain(?:ly)?)\b",
    )
)
"""What prose may not say where the rules do not: each makes more of an entry than it is."""


def exact(text: str) -> frozenset[str]:
    """Numbers, times and identifiers, as they are compared."""
    words = (word.strip(_TRIM).lstrip("~") for word in _TOKEN.findall(text))
    return frozenset(word.lower() for word in words if _EXACT.search(word))


def labelled(better: Statement, known: Iterable[Statement]) -> Statement:
    """With the label (`Stated cause – `) of the statement that it would stand for: that is ours, and gives it its sense."""
    for each in known:
        label = _LABEL.match(each.text)
        if label and each.citations[0] in better.citations and not better.text.startswith(label[0]):
            return replace(better, text=f"{label[0]}{better.text}")
    return better


def says_all(better: Statement, known: Statement, people: Mapping[str, str]) -> bool:
    """Whether `better` could stand in the place of `known` and nothing would be lost."""
    if known.citations[0] not in better.citations:
        return False
    if not exact(known.text) <= exact(better.text) or not _names(known.text, people) <= _names(better.text, people):
        return False
    if any(there.search(known.text) and not kept.search(better.text) for there, kept in _SENSES):
        return False
    if any(sense.search(better.text) and not sense.search(known.text) for sense in _GAINED):
        return False
    if bool(_NEGATION.search(known.text)) != bool(_NEGATION.search(better.text)):
        return False
    wanted = terms(known.text)
    return len(wanted & terms(better.text)) >= ENOUGH * len(wanted)


def says_more(statement: Statement, known: Iterable[Statement], cited: str) -> bool:
    """Whether it has an exact word, or two telling ones, from the entries that it cites, that none of `known` has."""
    text = " ".join(each.text for each in known)
    wanted, backed = terms(statement.text), terms(cited)
    if len(wanted & backed) * 2 < len(wanted):
        return False
    fresh = exact(statement.text) & exact(cited) - exact(text)
    return bool(fresh) or len(wanted & backed - terms(text)) >= 2


def _names(text: str, people: Mapping[str, str]) -> frozenset[str]:
    """The people who are named, each known by the first word of the name."""
    lowered = f" {_BETWEEN.sub(' ', text.lower())} "
    firsts = {one_line(name).split(" ")[0].lower() for name in people.values() if len(name) > 1}
    return frozenset(first for first in firsts if f" {first} " in lowered or f" {first}. " in lowered)
