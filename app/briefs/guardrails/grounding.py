"""Grounding: most of the telling words of a statement, and of each of its parts, are words of what it cites."""

from collections.abc import Iterator, Sequence

from app.briefs.guardrails.claim import Claim, find
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula, without_lead
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.vocabulary import REPORTING
from app.briefs.guardrails.wording import clauses, content, flat, stem, words

LEAST_SHARE = 0.6
"""Of the whole statement. Found with tests/briefs/guardrails/labelled.py: below it honest rewording, above it invention."""
LEAST_CLAUSE_SHARE = 0.34
_TELLING_CLAUSE = 2
MOST_BACKING = 5
"""How many entries may back the words: whoever cites the whole record has every word somewhere."""


def grounding(claim: Claim) -> Iterator[Fault]:
    if is_formula(claim):
        return
    told = [word for word in content(without_lead(claim.own)) if not _is_name(word, claim)]
    if any(find(flat(claim.own), each.flat_lines) >= 0 for each in claim.cited):
        return
    if not told:
        if not _says_something(claim) and not _tells_as_told(claim):
            yield Rule.GROUNDING, "nothing of its own"
        return
    backing = backed_by(told, claim.cited)
    missing = [word for word in told if not _is_backed(word, backing)]
    if 1 - len(missing) / len(told) < LEAST_SHARE:
        yield Rule.GROUNDING, " ".join(missing)
        return
    for clause in clauses(without_lead(claim.own)):
        telling = [word for word in content(clause) if not _is_name(word, claim)]
        lacking = [word for word in telling if not _is_backed(word, backing)]
        if len(telling) >= _TELLING_CLAUSE and 1 - len(lacking) / len(telling) < LEAST_CLAUSE_SHARE:
            yield Rule.GROUNDING, " ".join(lacking)


def backed_by(told: Sequence[str], cited: Sequence[Cited]) -> frozenset[str]:
    """The stems of the few entries that have most of the words."""
    sought = {stem(word) for word in told}
    chosen: set[str] = set()
    rest = list({each.stems: each for each in cited}.values())
    for _ in range(MOST_BACKING):
        best = max(rest, key=lambda each: len((sought - chosen) & each.stems), default=None)
        if best is None or not (sought - chosen) & best.stems:
            break
        chosen |= best.stems
        rest.remove(best)
    return frozenset(chosen)


def _is_backed(word: str, backing: frozenset[str]) -> bool:
    root = stem(word)
    if root in backing:
        return True
    parts = [stem(part) for part in word.replace("'", "-").split("-") if part]
    if len(parts) > 1 and all(part in backing for part in parts):
        return True
    return len(root) >= 5 and any(_akin(root, each) for each in backing)


def _akin(one: str, other: str) -> bool:
    """Whether one is the beginning of the other: "configur" and "config"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short) and len(long) - len(short) <= 5


def _is_name(word: str, claim: Claim) -> bool:
    return any(word in each.name.lower().split() for each in claim.cited)


def _tells_as_told(claim: Claim) -> bool:
    """Whether its plain words are those of what it cites: "Priya is incident lead"."""
    plain = [word for word in words(claim.own) if word in REPORTING]
    return len(plain) > 1 and all(any(stem(word) in each.said.stems for each in claim.cited) for word in plain)


def _says_something(claim: Claim) -> bool:
    """Whether it quotes, or tells a record by its figures and names alone: "lead: cy", "severity: 2"."""
    if claim.quotations or "¤" in claim.own:
        return True
    return any(each.details and not each.text for each in claim.cited) or any(c.isdigit() for c in claim.own)
