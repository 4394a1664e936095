"""Answering: a sentence that replies to a question, going by how it opens."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

ANSWERING = Rules(
    Act.ANSWERING,
    any_of(
        r"^(?:yes|yep|yeah|yup|ya|no|nope|nah|correct|exactly|right|affirmative|negative|indeed|not (?:that i|yet|really|sure|afaik|as far)|i (?:did|do|don't|have|haven't|can|can't|was|wasn't|am|think so|believe so)|it (?:was|is|did|does|should|seems)|that was (?:me|us)|well|me|mine|i can|i'll|i will)\b",
        r"^(?:a:|answer:|\^)",
    ),
)
TAKING_BACK = Rules(
    Act.ANSWERING,
    any_of(
        r"^(?:never ?mind|nvm|nm|scratch that|ignore (?:me|that)|ah+,? (?:found|got|i see|ok|never)|found it|got it|answering my)\b"
    ),
)
"""The asker no longer needs an answer."""
