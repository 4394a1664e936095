"""Do the symptoms speak of what the change is about? Words of names, split and stemmed; rare ones among the changes count more."""

from collections.abc import Iterator

from app.context.identifiers import stem
from app.context.ranking.case import Case
from app.context.ranking.subject import Subject
from app.context.situation import Reason

KEY = "wording"
_MOST = 5.0
_ENOUGH = 0.35  # the share of the symptoms' weight that a change has to cover to get half of the points
_LEAST = 0.3
_SHOWN = 4
_OF_TITLES = frozenset(map(stem, ("deployed", "production", "switched", "rolled", "only", "finished", "changed")))
"""Words that we or the systems put into titles: that people use them, too, tells nobody anything."""
_FEW = 3  # one or two words in common are chance


def wording(subject: Subject, case: Case) -> Iterator[Reason]:
    """Only words that some change has can tell changes apart, so the symptoms are weighed by those."""
    asked = {word: weight * case.rarity[word] for word, weight in case.symptoms.words.items() if word in case.rarity}
    has = subject.words
    shared = {word: weight * (has[word] / (has[word] + 0.6)) for word, weight in asked.items() if word in has}
    share = sum(shared.values()) / (sum(asked.values()) or 1.0)
    points = round(_MOST * share / (share + _ENOUGH) * min(1.0, len(shared) / _FEW), 1)
    if points >= _LEAST:
        top = sorted(shared, key=lambda word: (word in _OF_TITLES, -shared[word], word))[:_SHOWN]
        told = [word for word in top if word not in _OF_TITLES] or top
        words = ", ".join(case.symptoms.spoken[word] for word in told)
        yield Reason(KEY, f"shares words with the symptoms: {words}", points)
