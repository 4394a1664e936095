"""Passages: what the record says about a question, in the words of whoever said it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, point, standing_of
from app.briefs.evidence.terms import terms
from app.briefs.sections.part import Part
from app.domain.brief import Statement
from app.domain.entry import Kind
from app.domain.question import Asked, asked, is_question, wanted
from app.domain.speech.act import Act
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import SPOKEN, Told
from app.record.timeline import described

_ENOUGH = 0.5
"""The share of a question's telling words, by weight, that a passage must have to be one."""
_NEAR = 0.25
_WORTH = 0.75
"""How close to the best one another passage must come."""
_ACTS = {
    Asked.WHO: frozenset({Act.DECIDING, Act.DOING, Act.VOLUNTEERING, Act.PROMISING}),
    Asked.WHEN: frozenset({Act.DOING, Act.RESOLVING, Act.DECIDING, Act.REPORTING, Act.OBSERVING}),
    Asked.WHY: frozenset({Act.EXPLAINING, Act.SUPPOSING, Act.RULING_OUT}),
}
_KINDS = {
    "decide": frozenset({Kind.DECISION}),
    "lead": frozenset({Kind.ROLE}),
    "severity": frozenset({Kind.SEVERITY}),
    "resolve": frozenset({Kind.STATUS}),
    "customer": frozenset({Kind.IMPACT}),
    "cause": frozenset({Kind.HYPOTHESIS}),
    "try": frozenset({Kind.ACTION}),
    "follow-up": frozenset({Kind.FOLLOW_UP}),
}
"""What people record by command when they do what a group of words (named by its first) speaks of."""
_HEARD_AS = {
    "follow-up": Act.PROMISING, "decide": Act.DECIDING, "cause": Act.EXPLAINING, "resolve": Act.RESOLVING, "customer": Act.IMPACT, "try": Act.DOING,
}  # fmt: skip
_PART_CHARS = 5
_SHAPED = 0.15
"""What a passage gains by doing what was asked for: deciding where a decision is asked for, say."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Words that mean the same, as stems; `name` is the first; `weight` is higher the fewer lines have any of them."""

    name: str
    stems: frozenset[str]
    weight: float


def points(account: Account) -> list[Point]:
    scored, groups = _scored(account)
    best = max((score for score, _ in scored), default=0.0)
    kept = [(score, item) for score, item in scored if score >= max(best * _WORTH, _ENOUGH)]
    return [replace(_point(item, account, groups), weight=round(score * 100)) for score, item in kept]


def closest(account: Account) -> list[Point]:
    """Where nothing answers the question: what comes near it."""
    scored, groups = _scored(account)
    if any(score >= _ENOUGH for score, _ in scored):
        return []
    near = [(score, item) for score, item in scored if score >= _NEAR]
    return [replace(_point(item, account, groups), weight=round(score * 100)) for score, item in near]


def _scored(account: Account) -> tuple[list[tuple[float, Told]], list[_Group]]:
    question = account.context.question
    lines = [item for item in account.heard if not (item.by_person and is_question(item.words))]
    groups = _groups(question, lines)
    shapes = asked(question)
    return [(_score(item, groups, shapes), item) for item in lines], groups


def _groups(question: str, lines: Sequence[Told]) -> list[_Group]:
    found = []
    for words in wanted(question):
        stems = frozenset(stem for word in words for stem in terms(word)) or frozenset(words)
        having = sum(_within(stems, _stems(item)) for item in lines)
        found.append(_Group(words[0], stems, math.log((len(lines) + 2) / (having + 1)) + 0.1))
    return found


def _score(item: Told, groups: Sequence[_Group], shapes: frozenset[Asked]) -> float:
    """From 0 to a little above 1: the share of the question's words that the line has, and whether it does what is asked."""
    total = sum(group.weight for group in groups)
    if not total:
        return 0.0
    had = sum(group.weight for group in groups if _has(item, group))
    if not had:
        return 0.0
    fits = any(item.acts & _ACTS.get(shape, frozenset()) for shape in shapes)
    return had / total + _SHAPED * fits + (_SHAPED if item.kept_by_hand or item.kind not in SPOKEN else 0.0)


def _has(item: Told, group: _Group) -> bool:
    return bool(
        _within(group.stems, _stems(item))
        or item.kind in _KINDS.get(group.name, frozenset())
        or _HEARD_AS.get(group.name) in item.acts
    )


def _within(wanted_stems: frozenset[str], said: frozenset[str]) -> bool:
    """Whether any was said, be it within a longer word: runners in `jobrunners`."""
    if wanted_stems & said:
        return True
    long = [stem for stem in wanted_stems if len(stem) >= _PART_CHARS]
    return any(stem in word for stem in long for word in said)


def _stems(item: Told) -> frozenset[str]:
    return terms(f"{item.words} {item.name}") | frozenset(item.words.lower().split())


def _point(item: Told, account: Account, groups: Sequence[_Group]) -> Point:
    """What was said, the telling sentence of it where it is long; what a command did, in our words."""
    if item.kind in SPOKEN or item.words:
        telling = max(item.sentences, key=lambda one: _told(one, groups), default=None)
        return point(Heard(item, telling), account.people, limit_chars=account.quote_chars)
    text = f"{described(item, account.people)}, by {item.name}"
    return Point(Statement(text, item.citations, standing_of(Heard(item)), item.at, (item.who,)), 0, item.citations)


def _told(sentence: Sentence, groups: Sequence[_Group]) -> tuple[int, int]:
    """How much of the question one sentence answers, and how much it matters."""
    said = terms(sentence.text)
    fits = sum(bool(group.stems & said) or _HEARD_AS.get(group.name) in sentence.acts for group in groups)
    return fits, sentence.weight


CLOSEST = Part("closest", "What comes near it", closest)
PASSAGES = Part("answer", "What the record says", points, "Nobody said, as far as the record shows.")
