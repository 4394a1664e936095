"""Questions: open until somebody answers, in the thread or soon after, by name, by opening words or by subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.briefs.evidence.quoting import Heard
from app.briefs.evidence.terms import terms
from app.domain.speech.act import Act
from app.domain.speech.answering import TAKING_BACK
from app.domain.speech.hearing import Sentence
from app.domain.speech.told import SPOKEN, Told

ADDRESSED = timedelta(minutes=20)
"""How long an answer that is meant for the asker, or comes from the one asked, may take."""
SOON = timedelta(minutes=5)
"""How long an answer known only by its opening words or its subject may take."""
LATER = timedelta(minutes=30)
"""The same for an answer that shares more of the subject."""
_MOST_OPEN = 20
_ANSWERING_WORDS = 4
_MUCH = 3
_YES_OR_NO = re.compile(
    r"(?:^|[.,:!] )(?:so |ok,? )?(?:do|does|did|is|are|was|were|can|could|should|has|have|will)\b[^?]*\?\W*$"
)


@dataclass(slots=True)
class Question:
    asked: Heard
    subject: frozenset[str]
    answer: Heard | None = None


def questions(heard: Sequence[Told]) -> list[Question]:
    """All questions in order, with the line that answers each, if any does."""
    asked: list[Question] = []
    waiting: list[Question] = []
    for item in heard:
        if item.kind not in SPOKEN or not item.by_person:
            continue
        waiting = [each for each in waiting if item.at - each.asked.at <= LATER]
        for question in [each for each in waiting if _answers(item, each)]:
            question.answer = Heard(item, max(item.sentences, key=lambda sentence: sentence.weight, default=None))
            waiting.remove(question)
        new = list(_asked(item))
        asked += new
        waiting = [*waiting, *new][-_MOST_OPEN:]
    return asked


def _asked(item: Told) -> Iterator[Question]:
    """At most one question of a message, the weightiest."""
    found = [sentence for sentence in item.sentences if Act.ASKING in sentence.acts]
    if found:
        best = max(found, key=lambda sentence: (sentence.weight, len(sentence.text)))
        yield Question(Heard(item, best), terms(item.text))


def _answers(item: Told, question: Question) -> bool:
    asked = question.asked.told
    waited = item.at - question.asked.at
    if item.who == asked.who:
        return waited <= SOON and any(TAKING_BACK.heard(sentence.text.lower()) for sentence in item.sentences)
    if not any(_states(sentence) for sentence in item.sentences):
        return _requested(question.asked) and item.who == asked.to and waited <= ADDRESSED
    if item.to == asked.who or f"<@{asked.who}>" in item.line.text:
        return waited <= ADDRESSED
    in_its_thread = item.line.entry.thread == asked.line.entry.key
    if not item.beside(asked) and not in_its_thread:
        return False
    return waited <= (ADDRESSED if in_its_thread or asked.to == item.who else _patience(item, question))


def _patience(item: Told, question: Question) -> timedelta:
    """How long an answer may take that nothing but its words mark as one."""
    shared = len(question.subject & terms(item.text))
    opens = any(Act.ANSWERING in sentence.acts for sentence in item.sentences[:1])
    if shared >= _MUCH:
        return LATER
    if opens:
        return ADDRESSED if shared else SOON
    answerable = shared and not _YES_OR_NO.search(question.asked.told.words.lower())
    return SOON if answerable else timedelta(0)


def _states(sentence: Sentence) -> bool:
    """Whether it says anything, so that it could be an answer."""
    said = sentence.acts - {Act.ACKNOWLEDGING, Act.PRAISING}
    wordy = not sentence.acts and sentence.text.count(" ") + 1 >= _ANSWERING_WORDS
    return Act.ASKING not in sentence.acts and (bool(said) or wordy)


def _requested(asked: Heard) -> bool:
    """Whether it asks somebody to do something, so that "on it" is an answer."""
    return asked.sentence is not None and Act.PROPOSING in asked.sentence.acts
