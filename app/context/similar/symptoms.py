"""What tells of the trouble: what similar incidents and runbooks are looked for with."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.context.similar.terms import COMMON, counted
from app.domain.incident import Incident
from app.domain.signal import Signal
from app.domain.speech.act import Act
from app.domain.speech.hearing import hear
from app.domain.speech.sentences import sentences

_TELLING = frozenset({Act.OBSERVING, Act.IMPACT})
_SHORT_CHARS = 500
_MOST_SENTENCES = 25
_MOST_SIGNALS = 3
_FEW_TERMS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """`headline` says in short what is wrong: by it something is alike or not. `talk` is what else is said; in a long
    talk there is always something in common with something.
    """

    headline: str
    talk: str = ""

    @property
    def text(self) -> str:
        return f"{self.headline}\n{self.talk}"


def asked(incident: Incident | None, services: Sequence[str], signals: Sequence[Signal], words: str) -> Question:
    """`words` may be all that was said in an incident. Where nothing else says shortly what is wrong, they do, or their
    first sentences that tell of symptoms.
    """
    own = [incident.title, incident.impact] if incident else []
    noticed = list(dict.fromkeys(one.title for one in signals))
    headline = "\n".join([*own, *noticed[:_MOST_SIGNALS]]).strip()
    talk = [*dict.fromkeys(services), *noticed[_MOST_SIGNALS:], *symptoms(words)]
    if len(words) <= _SHORT_CHARS and not _is_telling(headline):
        return Question(f"{headline}\n{words}".strip(), "\n".join(services))
    for sentence in symptoms(words):
        if _is_telling(headline):
            break
        headline = f"{headline}\n{sentence}"
    return Question(headline, "\n".join(talk))


def symptoms(words: str) -> list[str]:
    """The sentences that say what is seen, the earliest first."""
    said = (one for line in words.splitlines() for one in sentences(line))
    telling = dict.fromkeys(one for one in said if (heard := hear(one)).weight and heard.acts & _TELLING)
    return list(telling)[:_MOST_SENTENCES]


def _is_telling(text: str) -> bool:
    return len({one for one in counted(text) if not one.startswith("~")} - COMMON) >= _FEW_TERMS
