"""What was talked about on a call: its topics, its main points, and what was settled; of an incident's call the points."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from app.briefs.evidence.account import Account
from app.briefs.evidence.choosing import chosen, settles
from app.briefs.evidence.passages import Passage, passages, utterances
from app.briefs.evidence.quoting import Heard, Point, cited, speakers, standing_of
from app.briefs.evidence.topics import Topic, topics
from app.briefs.sections.part import Part
from app.domain.brief import Standing, Statement
from app.domain.entry import Kind
from app.domain.speech.told import SPOKEN
from app.domain.speech.vocabulary import THING, TROUBLE

_FEWEST_UTTERANCES = 12
_MOSTLY = 0.9
_TROUBLED = 0.05
"""The share of sentences about trouble in a system from which on a call is an incident's; meetings have 0.02 at most."""
_RECORDED = (Kind.CHANGE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS, Kind.IMPACT, Kind.FOLLOW_UP, Kind.SIGNAL)
"""Kinds of entries that make it an incident, whatever is talked about."""
_WORDS = 120
_SHARE = 4
"""A short call is told in at most a quarter of its words."""
_TOPICS_WEIGHT = 8
_SETTLED_WEIGHT = 6
_POINT_WEIGHT = 5


def is_meeting(account: Account) -> bool:
    """Whether the record is of a call that is not about trouble in a system, and of hardly anything else."""
    said = utterances(account.heard)
    if len(said) < _FEWEST_UTTERANCES or account.commands(*_RECORDED):
        return False
    if len(said) < _MOSTLY * len(account.commands(*SPOKEN)):
        return False
    heard = [sentence.text for item in said for sentence in item.sentences]
    return sum(map(_about_trouble, heard)) < _TROUBLED * len(heard)


def about(account: Account) -> list[Point]:
    found = topics(passages(account.heard)) if is_meeting(account) else []
    return [_topics(found)] if found else []


def settled(account: Account) -> list[Point]:
    return _quotes(account, settles, _SETTLED_WEIGHT) if is_meeting(account) else []


def main_points(account: Account) -> list[Point]:
    return _quotes(account, lambda each: not settles(each), _POINT_WEIGHT) if is_meeting(account) else []


def beside(account: Account) -> list[Point]:
    """What an incident's call adds to what its other sections say."""
    return [] if is_meeting(account) else _quotes(account, lambda _: True, 0)


def _quotes(account: Account, wanted: Callable[[Passage], bool], weight: int) -> list[Point]:
    found = passages(account.heard)
    words = min(_WORDS, sum(each.words for each in found) // _SHARE)
    return [_quote(each, weight) for each in chosen(found, words) if wanted(each)]


def _quote(passage: Passage, weight: int) -> Point:
    heard = Heard(passage.told)
    words = f"…{passage.text}" if passage.resumed else passage.text[:1].upper() + passage.text[1:]
    words += "" if passage.whole else "…"
    text = f"{passage.told.name}: “{words}”"
    return Point(Statement(text, cited(heard), standing_of(heard), heard.at, speakers([heard])), weight)


def _topics(found: Sequence[Topic]) -> Point:
    heard = sorted((Heard(each.told) for each in found), key=lambda each: each.at)
    text = "Came up most: " + ", ".join(each.phrase for each in found)
    return Point(Statement(text, cited(*heard), Standing.INFERRED, heard[0].at, speakers(heard)), _TOPICS_WEIGHT)


@lru_cache(maxsize=20_000)  # what was said does not change, and every section asks
def _about_trouble(sentence: str) -> bool:
    lowered = sentence.lower()
    return THING.search(lowered) is not None and TROUBLE.search(lowered) is not None


ABOUT = Part("about", "What it was about", about)
POINTS = Part("points", "Main points", main_points)
SETTLED = Part("settled", "Agreed or planned, as said", settled)
BESIDE = Part("call", "Said on the call", beside)
