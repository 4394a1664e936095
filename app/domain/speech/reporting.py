"""Reporting a result: what came of something that was tried."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

REPORTING = Rules(
    Act.REPORTING,
    any_of(
        r"\b(?:should be|is|are|all|now|both|that's|it's) (?:done|finished|complete[d]?|deployed|live)\b|^(?:\^ ?)?(?:\S+ )?(?:done|finished|completed|complete)\b",
        r"\b(?:did|done) the trick\b|\b(?:that|this|it|which) (?:seems? to have |has |have |'s |totally |really |only )?(?:worked|helped|fixed|did it|solved)\b|\bi think (?:i|we)(?:'ve| have)? (?:got|fixed|solved) (?:it|this|that)\b",
        r"\bdid(?:n't| not) (?:help|work|fix|do|change|make)\b|\bno (?:change|effect|difference|luck|improvement)\b|\bmade (?:it|things) worse\b|\b(?:that|this|it) made\b",
        r"^(?:it's |that's |and |but )?still (?:failing|broken|down|happening|erroring|red|timing out|slow|seeing (?:it|them|errors))\b",
        r"\bcame back (?:up|clean|fine|ok)\b|\bcoming (?:back )?up\b|\bstatus: running\b|\bready: \d/\d\b|\bsuccessfully\b|\bpassed\b",
    ),
    unless=any_of(
        r"\?$",
        r"\blet me know when\b",
        r"\b(?:when|once|until|if|after) (?:\w+ ){0,4}(?:done|finished|complete|deployed|live)\b",
        r"^not done",
    ),
)
