"""Passages: what the record says about a question, in the words of whoever said it."""

from collections.abc import Sequence
from dataclasses import replace

from app.briefs.evidence.account import Account
from app.briefs.evidence.quoting import Heard, Point, point, standing_of
from app.briefs.evidence.relevance import ENOUGH, Asking, Group, Relevance, ranked, stems, understood, within
from app.briefs.sections import tried
from app.briefs.sections.part import Part
from app.domain.brief import Statement
from app.domain.speech.act import Act
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import SPOKEN
from app.record.timeline import described

_NEAR = 0.25
_WORTH = 0.65
"""How close to the best one another passage must come."""


def points(account: Account) -> list[Point]:
    asking = understood(account)
    if _asks_what_was_tried(asking):
        return tried.points(account)
    found = [one for one in ranked(account, asking) if one.share >= ENOUGH]
    best = max((one.score for one in found), default=0.0)
    return [_point(one, account, asking.groups) for one in found if one.score >= best * _WORTH]


def closest(account: Account) -> list[Point]:
    """Where nothing answers the question: what comes near it."""
    asking = understood(account)
    found = ranked(account, asking)
    if _asks_what_was_tried(asking) or any(one.share >= ENOUGH for one in found):
        return []
    return [_point(one, account, asking.groups) for one in found if one.share >= _NEAR]


def _asks_what_was_tried(asking: Asking) -> bool:
    """Whether nothing but that is asked, be it with what came of it: a brief has these joined."""
    acts = [group.topic.acts if group.topic else frozenset[Act]() for group in asking.groups]
    return any(Act.DOING in each for each in acts) and all(each & {Act.DOING, Act.REPORTING} for each in acts)


def _point(found: Relevance, account: Account, groups: Sequence[Group]) -> Point:
    """What was said, the telling sentence of it where it is long; what a command did, in our words."""
    item = found.item
    if item.kind in SPOKEN or item.words:
        telling = max(item.sentences, key=lambda one: _told(one, groups), default=None)
        made = point(Heard(item, telling), account.people, limit_chars=account.quote_chars)
    else:
        text = f"{described(item, account.people)}, by {item.name}"
        made = Point(Statement(text, item.citations, standing_of(Heard(item)), item.at, (item.who,)), 0, item.citations)
    return replace(made, weight=round(found.score * 100))


def _told(sentence: Sentence, groups: Sequence[Group]) -> tuple[int, int]:
    """How much of the question one sentence answers, and how much it matters."""
    said = stems(sentence.text)
    fits = sum(
        within(group.stems, said) or bool(group.topic and not group.topic.acts.isdisjoint(sentence.acts))
        for group in groups
    )
    return fits, sentence.weight


CLOSEST = Part("closest", "What comes near it", closest)
PASSAGES = Part("answer", "What the record says", points, "Nobody said, as far as the record shows.")
