"""Volunteering: taking a role in the incident by saying so."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

_ROLE = (
    r"(?:the )?(?:incident )?(?:lead|ic|commander|comms|communications|scribe|ops|liaison|coordinator|note.?taker)\b"
)

VOLUNTEERING = Rules(
    Act.VOLUNTEERING,
    any_of(
        r"\bi(?:'m| am|'ll be| will be|'ll take| will take| can take|'ve got| have|'ll do| can do|'m taking|'ll run) "
        + _ROLE,
        r"^(?:i'm )?(?:taking|got|running) " + _ROLE,
        r"\b(?:taking|take) over (?:as )?" + _ROLE + r"|\bi'm (?:running|leading|coordinating) (?:this|the incident)\b",
    ),
    unless=any_of(r"\?$", r"\bnot\b|n't\b"),
)
