"""Questions: open until somebody answers, in the thread or soon after, by name, by opening words or by subject."""

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
        for question in [each for each in waiting if item.at - each.asked.at > LATER]:
            waiting.remove(question)
        for question in [each for each in waiting if _answers(item, each)]:
            question.answer = Heard(item, _best(item))
            waiting.remove(question)
        new = list(_asked(item))
        asked += new
        waiting = [*waiting, *new][-_MOST_OPEN:]
    return asked


def _asked(item: Told) -> Iterator[Question]:
    """At most one question of a message, the weightiest; not one that is only a way of proposing."""
    found = [s for s in item.sentences if Act.ASKING in s.acts]
    if found:
        best = max(found, key=lambda sentence: (sentence.weight, len(sentence.text)))
        yield Question(Heard(item, best), terms(item.text))


def _answers(item: Told, question: Question) -> bool:
    asked = question.asked.told
    waited = item.at - question.asked.at
    if item.who == asked.who:
        return waited <= SOON and any(TAKING_BACK.heard(sentence.text.lower()) for sentence in item.sentences)
    if item.root not in {asked.root, asked.line.entry.key} and _threaded(asked, item):
        return False
    stating = any(Act.ASKING not in s.acts and (s.acts - {Act.ACKNOWLEDGING, Act.PRAISING}) for s in item.sentences)
    if not stating:
        return False
    if item.to == asked.who or asked.to == item.who or _mentions(item, asked):
        return waited <= ADDRESSED
    shared = len(question.subject & terms(item.text))
    opens = any(Act.ANSWERING in sentence.acts for sentence in item.sentences[:1])
    return (waited <= (LATER if shared >= 3 else SOON) and (shared >= 1 or (opens and not asked.to))) or (
        waited <= ADDRESSED and opens and shared >= 1
    )


def _threaded(asked: Told, item: Told) -> bool:
    """Whether at least one of the two was said in a thread, so that they were not said side by side."""
    return bool(asked.line.entry.thread or item.line.entry.thread)


def _mentions(item: Told, asked: Told) -> bool:
    return f"<@{asked.who}>" in item.line.text


def _best(item: Told) -> Sentence | None:
    return max(item.sentences, key=lambda sentence: sentence.weight, default=None)
