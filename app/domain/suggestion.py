"""What somebody said in passing that is worth recording as what it is: a decision, a follow-up, a severity, the end."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.incident import Incident, Status
from app.domain.speech.act import Act
from app.domain.speech.hearing import Sentence
from app.domain.speech.resolving import OUTRIGHT


class SuggestionKind(StrEnum):
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    SEVERITY = "severity"
    STATUS = "status"


class SuggestionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    EDITED = "edited"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`about` is the key of the entry it was noticed in; `words` what would be recorded: the sentence, or the value
    that a severity (`1`) or a status (`resolved`) would have.
    """

    key: str
    incident_id: int
    kind: SuggestionKind
    about: str
    words: str
    created_at: datetime
    state: SuggestionState = SuggestionState.OPEN


_SEVERITY = re.compile(
    r"\b(?:this is|it's|its|make (?:it|this)|call(?:ing)? (?:it|this)|bump(?:ing)?(?: (?:it|this))? to|"
    r"(?:down|up)grad(?:e|ing)(?: (?:it|this))? to|rais(?:e|ing)(?: (?:it|this))? to|treat (?:it|this) as|set(?:ting)? (?:it )?to)"
    r"\s+(?:an? |now an? |now |at least an? )?(?:sev(?:erity)?|p)[\s-]?([1-5])\b",
    re.IGNORECASE,
)
_DECIDED_WEIGHT = 5
_OVER = frozenset({Status.RESOLVED, Status.CLOSED})


def noticed(sentence: Sentence, incident: Incident) -> tuple[SuggestionKind, str] | None:
    """What a person's sentence suggests, and the words for it; None for most."""
    if sentence.code or Act.ASKING in sentence.acts:
        return None
    severity = _SEVERITY.search(sentence.text)
    if severity:
        return None if incident.severity == int(severity[1]) else (SuggestionKind.SEVERITY, severity[1])
    if Act.RESOLVING in sentence.acts and OUTRIGHT.search(sentence.text.lower()):
        return None if incident.status in _OVER else (SuggestionKind.STATUS, Status.RESOLVED.value)
    if Act.PROMISING in sentence.acts:
        return SuggestionKind.FOLLOW_UP, sentence.text
    if Act.DECIDING in sentence.acts and sentence.weight >= _DECIDED_WEIGHT:
        return SuggestionKind.DECISION, sentence.text
    return None
