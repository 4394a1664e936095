"""What tells of the trouble, as one text: what similar incidents and runbooks are looked for with."""

from collections.abc import Sequence

from app.domain.incident import Incident
from app.domain.signal import Signal
from app.domain.speech.act import Act
from app.domain.speech.hearing import hear
from app.domain.speech.sentences import sentences

_TELLING = frozenset({Act.OBSERVING, Act.IMPACT})
_SHORT_CHARS = 500
_MOST_SENTENCES = 25
_HEADLINES = 2
"""The title counts so often: it was chosen to say in few words what is wrong."""


def asked(incident: Incident | None, services: Sequence[str], signals: Sequence[Signal], words: str) -> str:
    """`words` may be all that was said in an incident: of a long text only what tells of symptoms is taken."""
    own = [*[incident.title] * _HEADLINES, incident.impact] if incident else []
    noticed = dict.fromkeys(one.title for one in signals)
    return "\n".join([*own, *dict.fromkeys(services), *noticed, symptoms(words)])


def symptoms(words: str) -> str:
    """The sentences that say what is seen, the earliest first; a short text as it is."""
    if len(words) <= _SHORT_CHARS:
        return words
    said = (one for line in words.splitlines() for one in sentences(line))
    telling = dict.fromkeys(one for one in said if (heard := hear(one)).weight and heard.acts & _TELLING)
    return "\n".join([words[:_SHORT_CHARS].rpartition("\n")[0], *list(telling)[:_MOST_SENTENCES]])
