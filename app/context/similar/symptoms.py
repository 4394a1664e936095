"""What people and machines said is wrong, from the record of an incident: what similar ones and runbooks are looked for with."""

from collections.abc import Sequence

from app.domain.brief import Context
from app.domain.incident import Incident
from app.domain.signal import Signal
from app.domain.speech.act import Act
from app.domain.speech.told import Told, told

_TELLING = frozenset({Act.OBSERVING, Act.IMPACT})
_MOST_SENTENCES = 25


def symptoms(context: Context) -> str:
    """Alerts and observations, in the order in which they were said: the first are what it began with."""
    found = [text for item in told(context) for text in _of(item)]
    return "\n".join(dict.fromkeys(found[:_MOST_SENTENCES]))


def _of(item: Told) -> list[str]:
    if item.alarm is not None:
        return [item.alarm.title]
    return [sentence.text for sentence in item.sentences if sentence.acts & _TELLING and sentence.weight]


def asked(incident: Incident | None, signals: Sequence[Signal], words: str) -> str:
    """All that tells of the trouble, as one text; the title counts twice, as it was chosen to say it shortly."""
    own = [incident.title, incident.title, *incident.services, incident.impact] if incident else []
    noticed = [text for one in signals for text in (one.title, one.service)]
    return "\n".join([*own, *dict.fromkeys(noticed), words])
