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


def suggestion_key(incident_id: int, kind: SuggestionKind, about: str) -> str:
    return f"{incident_id}:{kind.value}:{about}"


_SEVERITY = re.compile(
    r"\b(?:this is|it's|its|make (?:it|this)|call(?:ing)? (?:it|this)|bump(?:ing)?(?: (?:it|this))? to|"
    r"(?:down|up)grad(?:e|ing)(?: (?:it|this))? to|rais(?:e|ing)(?: (?:it|this))? to|treat (?:it|this) as|set(?:ting)? (?:it )?to)"
    r"\s+(?:an? |now an? |now |at least an? )?(?:sev(?:erity)?|p)[\s-]?([1-5])\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:decisions?|decided|follow[- ]?ups?|action items?|to ?do)\s*[:-]+\s*(?=\w)", re.IGNORECASE)
_PREFERRING = re.compile(
    r"\b(?:i'd|i would|we'd|we would) (?:rather|prefer)\b|\b(?:maybe|perhaps|should we|could)\b", re.IGNORECASE
)
"""A wish, which nobody has chosen yet."""
_POINTING = re.compile(
    r"\b(?:add|note|do|put|check|mention|include) (?:that|this|it)\b|\bhappens? again\b", re.IGNORECASE
)
"""Means nothing on its own, read a week later."""
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
        return None if _POINTING.search(sentence.text) else (SuggestionKind.FOLLOW_UP, _LABEL.sub("", sentence.text))
    if Act.DECIDING in sentence.acts and sentence.weight >= _DECIDED_WEIGHT and not _PREFERRING.search(sentence.text):
        return SuggestionKind.DECISION, _LABEL.sub("", sentence.text)
    return None


def is_moot(suggestion: Suggestion, incident: Incident) -> bool:
    """Whether it has come true without anybody's answer."""
    if suggestion.kind is SuggestionKind.STATUS:
        return incident.status in _OVER
    return suggestion.kind is SuggestionKind.SEVERITY and str(incident.severity) == suggestion.words
