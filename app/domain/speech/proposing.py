"""Proposing: something that could be done."""

from app.domain.speech.act import Act
from app.domain.speech.operations import ANY_OPERATION
from app.domain.speech.rules import Rules, any_of

PROPOSING = Rules(
    Act.PROPOSING,
    any_of(
        r"\b(?:we|you|i|someone|somebody|they) (?:probably |really |also |definitely |still |just )*(?:should|ought to|need to|needs to|have to|might want to|may want to|could (?:probably |also |just |maybe )*(?:try|"
        + ANY_OPERATION
        + r"))\b",
        r"\bshould (?:really |probably )?be (?!done|fixed|good|back|ok|fine|able|better|there|in|on|at|the)\w+ed\b",
        r"\b(?:can|could) we (?!find|check|see|know|get|confirm|tell|have|please|do anything)(?:just |maybe |also )?\w+",
        r"\b(?:how|what) about\b|\bwhat if we\b|\bwhy (?:don't|not) (?:we|you|just)\b|\bshould (?:we|i|you)\b|\b(?:suggest|propose|recommend|vote (?:for|to))\b|\bworth (?:trying|checking|a)\b",
        r"\b(?:maybe|perhaps) (?:we|you|try|just) (?:should |could |can )?\w+|\b(?:can|could) (?:we|you|i) (?:please |just |maybe |also )*"
        + ANY_OPERATION,
        r"\byou (?:can|could|may) (?:probably |also |just |safely )*"
        + ANY_OPERATION
        + r"|\bif you want to\b.*\byou can\b|\boptions? (?:is|are|would be)\b|\bdo we (?:want|need) to\b|\bwant me to\b|\bshall (?:i|we)\b",
    ),
    unless=any_of(
        r"\bshould be (?:done|fixed|good|back|ok|fine|better|recover)",
        r"\bshould we (?:worry|care)\b",
        r"\byou should (?:see|be able|now)\b",
    ),
)
