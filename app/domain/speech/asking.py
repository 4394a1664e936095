"""Asking, and whether a question wants an answer."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

ASKING = Rules(
    Act.ASKING,
    any_of(
        r"\?[\"')!?\s]*$",
        r"^(?:does|do|did|has|have|can|could|is|are|any ?one|anybody|who|what|where|when|why|how) (?:any ?one|anybody|some ?one|somebody|know)\b",
        r"^(?:any ?one|anybody) (?:know|seen?|got|have|else|able|around|looking|here)\b|\b(?:please|can someone|could someone) (?:confirm|check|verify)\b",
    ),
    unless=any_of(
        r"^(?:i'm |we're |hm+,? |and )?still (?:seeing|getting|failing|broken|down)\b",
        r"^\W*(?:what(?:'s| is| the)? (?:going on|happening|up|hell|heck|fuck)|wtf|really|huh|right|ok|eh|seriously|no|yes|what|why|so|how|sorry|say what|me)\W*$",
        r"\b(?:what's going on|how are you|what the hell|you know what i mean|makes sense|, right|, no|, eh|isn't it|ok)\?\W*$",
    ),
)
