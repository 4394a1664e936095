"""What is wrong, as the signals and people say it: words with weights, names they say literally, files that stacks name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from app.context.identifiers import files, names, parts, plain, stem
from app.context.ranking.onset import improves
from app.context.ranking.paths import stem as short_name
from app.context.situation import Situation
from app.domain.attributes import ERROR, METRIC
from app.domain.service import normal
from app.domain.signal import Signal, SignalKind

_WEIGHTS = {
    SignalKind.ALERT: 1.0,
    SignalKind.ERROR: 1.0,
    SignalKind.LOG: 1.0,
    SignalKind.TRACE: 0.8,
    SignalKind.METRIC: 0.7,
    SignalKind.TICKET: 0.4,
    SignalKind.STATUS: 0.2,
}
_HARMLESS = 4  # a signal of this severity or less says what happened, not what is wrong
_QUIET = 0.2  # what has no more weight lends words, but no names
_FAR = 0.5  # what services that nobody named say, compared with those in trouble


@dataclass(frozen=True, slots=True)
class Symptoms:
    """`words` are stems with weights up to 1, `spoken` how they were said first,
    `names` what was said literally, `files` the sources that stack traces name.

    `text` is all of it, for patterns.
    """

    words: Mapping[str, float]
    spoken: Mapping[str, str]
    names: frozenset[str]
    files: frozenset[str]
    text: str


def symptoms(situation: Situation) -> Symptoms:
    words: dict[str, float] = defaultdict(float)
    spoken: dict[str, str] = {}
    texts = [(1.0, situation.words)] if situation.words else []
    texts += [(weight, text) for each in situation.signals for weight, text in _texts(each, situation)]
    for weight, text in texts:
        for said in plain(text):
            word = stem(said)
            words[word] = max(words[word], weight)
            spoken.setdefault(word, said)
    services = _services(situation)
    for word in parts(" ".join([*services, *map(short_name, services)])):
        words.pop(word, None)  # which service it is, is another question
    loud = [text for weight, text in texts if weight > _QUIET]
    return Symptoms(
        words=dict(words),
        spoken=spoken,
        names=frozenset(chain.from_iterable(map(names, loud))) - _known(situation, services),
        files=frozenset(chain.from_iterable(map(files, loud))),
        text="\n".join(loud),
    )


def _texts(signal: Signal, situation: Situation) -> Iterator[tuple[float, str]]:
    weight = _WEIGHTS[signal.kind]
    if improves(signal) or (signal.severity is not None and signal.severity >= _HARMLESS):
        weight *= 0.15
    scope = {normal(each) for each in situation.scope.services}
    if scope and signal.service and normal(signal.service) not in scope:
        weight *= _FAR
    if signal.kind is SignalKind.METRIC:
        yield weight, signal.attributes.get(METRIC, signal.title)
    else:
        yield weight, "\n".join([signal.title, signal.detail, signal.attributes.get(ERROR, ""), *signal.examples])


def _known(situation: Situation, services: set[str]) -> set[str]:
    """Names of services and metrics: they say what is looked at, not what is wrong."""
    metrics = {each.attributes.get(METRIC, "") for each in situation.signals}
    found = {name for each in situation.signals for name in names("\n".join([each.title, each.detail, *each.examples]))}
    return metrics | {name for name in found if normal(name) in services}


def _services(situation: Situation) -> set[str]:
    named = {*situation.scope.services, *(each.service for each in situation.signals)}
    return {normal(each) for each in [*named, *(each.name for each in situation.catalog)]}
