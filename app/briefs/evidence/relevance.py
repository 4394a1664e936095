"""Relevance: how much of a question each line of the record answers, by the words they share and what the line does."""

import difflib
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.briefs.evidence.account import Account
from app.briefs.evidence.terms import terms
from app.domain.entry import Kind
from app.domain.question import Asked, as_one_word, asked, is_counting, is_question, is_slip, measure, wanted
from app.domain.speech.act import Act, Direction
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import SPOKEN, Told
from app.domain.topics import LIGHT, TOPIC, Topic

ENOUGH = 0.5
"""The share of a question's telling words, by weight, that a line must have to answer it."""
_LIGHT = 0.4
_INHERITED = 0.85
"""What a line's words are worth that were said before it: the question it answers, the try whose result it tells."""
_STATED_CAUSE = 0.6
_SHAPED = 0.15
"""What a line gains by doing what was asked for, and by having been put on the record by hand."""
_PART_CHARS = 5
_ALIKE = 0.8
_ACTS = {
    Asked.WHO: frozenset({Act.DECIDING, Act.DOING, Act.VOLUNTEERING, Act.PROMISING}),
    Asked.WHEN: frozenset({Act.DOING, Act.RESOLVING, Act.DECIDING, Act.REPORTING}),
    Asked.WHY: frozenset({Act.EXPLAINING, Act.SUPPOSING, Act.RULING_OUT}),
    Asked.WHETHER: frozenset({Act.REPORTING, Act.RULING_OUT, Act.EXPLAINING, Act.RESOLVING}),
}
_DIGIT = re.compile(r"\d")
_TAG = re.compile(r",\s*(?:[\w']+\s+){0,2}[\w']+\s*\?+\W*$")
_TOKEN = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{2,}")
"""Scripts that put no spaces between words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that mean the same, as stems; `weight` is higher the fewer lines have any of them."""

    stems: frozenset[str]
    topic: Topic | None
    weight: float
    light: bool

    def told_by(self, item: Told) -> bool:
        """Whether the line is about it, in these words or by what it does."""
        return within(self.stems, stems(stated(item), item.name)) or done_by(self.topic, item)

    def raised_by(self, item: Told) -> bool:
        """The same of a line that may have asked about it."""
        return within(self.stems, stems(item.words)) or self.told_by(item)


@dataclass(frozen=True, slots=True)
class Relevance:
    """`share` is how much of the question the line has, from 0 to 1; `score` ranks those with enough of it."""

    item: Told
    share: float
    score: float


@dataclass(slots=True)
class Asking:
    """A question, understood for one record. `counting`: it asks for a number; `asks_why`: for the cause of something
    that the record speaks of, which any stated cause may be.
    """

    groups: Sequence[Group]
    shapes: frozenset[Asked]
    counting: bool
    asks_why: bool
    before: Mapping[int, list[Told]] = field(default_factory=dict)


def understood(account: Account) -> Asking:
    question = account.context.question
    lines = answering(account)
    shapes = asked(question)
    words = dict.fromkeys(meant for group in wanted(question) if (meant := _spelled(group, lines)))
    groups = [_group(group, lines, measure(question)) for group in words]
    known = all(any(group.told_by(item) for item in lines) for group in groups if not group.light)
    asks_why = Asked.WHY in shapes and known
    return Asking(groups, shapes, is_counting(question), asks_why, _before(account, groups, shapes))


def answering(account: Account) -> list[Told]:
    """The lines that may answer anything: questions do not."""
    return [item for item in account.heard if not (item.by_person and _only_asks(item))]


def _only_asks(item: Told) -> bool:
    if item.kind not in SPOKEN:
        return False
    return all(_asks(one) for one in item.sentences) if item.sentences else is_question(item.words)


def _asks(sentence: Sentence) -> bool:
    """Whether a sentence is a question; "2.41 went out at 01:50, maybe that?" is none."""
    told = _TAG.sub("", sentence.text)
    if told != sentence.text and not is_question(f"{told}."):
        return False
    return Act.ASKING in sentence.acts or is_question(sentence.text)


def stated(item: Told) -> str:
    """The words of a line without the questions in it; what supposes or proposes says something, too."""
    if item.kind not in SPOKEN or not item.by_person:
        return item.words
    return " ".join(one.text for one in item.sentences if one.acts - {Act.ASKING} or not _asks(one)) or item.words


def ranked(account: Account, asking: Asking) -> list[Relevance]:
    return [_relevance(item, asking) for item in answering(account)]


def within(wanted_stems: frozenset[str], said: frozenset[str]) -> bool:
    """Whether any was said, be it within a longer word: runners in `jobrunners`."""
    if wanted_stems & said:
        return True
    long = [stem for stem in wanted_stems if len(stem) >= _PART_CHARS]
    return any(stem in word for stem in long for word in said)


def done_by(topic: Topic | None, item: Told) -> bool:
    if topic is None:
        return False
    if item.kind in topic.kinds or not topic.acts.isdisjoint(item.acts):
        return True
    # What got better is on its way to being over.
    return Act.RESOLVING in topic.acts and any(
        Act.REPORTING in one.acts and one.direction is Direction.BETTER for one in item.sentences
    )


@lru_cache(maxsize=20_000)  # the same lines are asked about again and again
def stems(*said: str) -> frozenset[str]:
    """Everything by which words may be compared: without accents, endings, and with pairs where there are no spaces."""
    text = _folded(as_one_word(" ".join(said)))
    pairs = {run[at : at + 2] for run in _UNSPACED.findall(text) for at in range(len(run) - 1)}
    return terms(text) | frozenset(_TOKEN.findall(text)) | frozenset(text.split()) | pairs


def _folded(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


def _group(words: Sequence[str], lines: Sequence[Told], measured: str) -> Group:
    found = frozenset(stem for word in words for stem in _stems_of(word))
    topic = TOPIC.get(words[0])
    having = sum(within(found, stems(stated(item), item.name)) for item in lines)
    light = topic.light if topic else words[0] in LIGHT or words[0] == measured
    weight = math.log((len(lines) + 2) / (having + 1)) + 0.1
    return Group(found, topic, weight * (_LIGHT if light else 1.0), light)


def _stems_of(word: str) -> frozenset[str]:
    folded = _folded(word)
    return frozenset(_UNSPACED.sub("", word) and terms(folded)) | (stems(word) if _UNSPACED.search(word) else {folded})


def _spelled(group: tuple[str, ...], lines: Sequence[Told]) -> tuple[str, ...]:
    """A word that nobody used and that means nothing to us, as the word it was probably meant to be; none for a "teh"."""
    word = group[0]
    if len(group) > 1 or not word.isalpha() or word in LIGHT:
        return group
    said = {one for item in lines for one in _TOKEN.findall(_folded(f"{item.words} {item.name}"))}
    if within(_stems_of(word), frozenset(said)):
        return group
    if is_slip(word):
        return ()
    if len(word) < _PART_CHARS:
        return group
    like = [one for one in {*said, *TOPIC} if one[:1] == word[0] and abs(len(one) - len(word)) <= 1]
    close = difflib.get_close_matches(word, sorted(like), n=1, cutoff=_ALIKE)
    if not close:
        return group
    return TOPIC[close[0]].words if close[0] in TOPIC else (close[0],)


def _before(account: Account, groups: Sequence[Group], shapes: frozenset[Asked]) -> dict[int, list[Told]]:
    """Entry number → what it follows up: the question that it answers; the try whose result it is, if that is asked."""
    found: dict[int, list[Told]] = {}
    for question in account.questions:
        if question.answer is not None:
            found.setdefault(question.answer.told.line.entry.seq, []).append(question.asked.told)
    if Asked.WHETHER in shapes or any(group.topic and Act.REPORTING in group.topic.acts for group in groups):
        for each in account.tried.tries:
            for result in each.results:
                found.setdefault(result.told.line.entry.seq, []).extend(step.told for step in each.steps)
    return found


def _relevance(item: Told, asking: Asking) -> Relevance:
    total = sum(group.weight for group in asking.groups)
    if not total:
        return Relevance(item, 0.0, 0.0)
    own = [group for group in asking.groups if group.told_by(item)]
    share = sum(group.weight for group in own) / total
    for earlier in asking.before.get(item.line.entry.seq, ()):
        both = [group for group in asking.groups if group in own or group.raised_by(earlier)]
        share = max(share, _INHERITED * sum(group.weight for group in both) / total)
    if asking.asks_why and Act.EXPLAINING in item.acts:
        share = max(share, _STATED_CAUSE)
    return Relevance(item, share, share + _fit(item, asking) if share else 0.0)


def _fit(item: Told, asking: Asking) -> float:
    """What is gained by doing what was asked for."""
    fits = sum(not item.acts.isdisjoint(_ACTS.get(shape, frozenset())) for shape in asking.shapes)
    topical = any(done_by(group.topic, item) for group in asking.groups)
    counted = asking.counting and _DIGIT.search(item.words) is not None
    explained = Asked.WHY in asking.shapes and Act.EXPLAINING in item.acts
    by_hand = item.kept_by_hand or item.kind not in {*SPOKEN, Kind.SIGNAL}
    return _SHAPED * (min(fits, 1) + topical + counted + explained + by_hand)
