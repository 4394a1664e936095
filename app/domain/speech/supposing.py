"""Supposing: a cause or an explanation, held with doubt."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

HEDGE = (
    r"\b(?:i|we) (?:\w+ )?(?:think|suspect|guess|bet|believe|suppose|reckon|assume|wonder|feel like)\b|\b(?:i'm|we're) (?:guessing|assuming|wondering|thinking|suspecting)\b"
    r"|\b(?:maybe|perhaps|possibly|probably|presumably|apparently|likely|supposedly)\b|\b(?:might|may|could|must) (?:\w+ )?(?:be|have|explain)\b|\bwonder(?:ing)? (?:if|whether)\b"
    r"|\bsuspicious\b|\bmy (?:guess|theory|hunch|bet|suspicion)\b|\b(?:theory|hypothesis)\b|\biirc\b|\bafaict\b|\bafaik\b|\bnot (?:100% )?sure (?:but|if)\b"
    r"|^must be\b|^could be\b|^might be\b|^(?!known|same|another|no\b|any)[\w'`-]+(?: [\w'`-]+){0,3} (?:issue|problem|bug)\W*$"
)
APPEARS = (
    r"\b(?:seems?|looks?|sounds?|smells?|appears?)(?: (?:like|to|that|as if)\b|ing\b)|\bit (?:seems|appears|looks)\b"
)
EXPLAINS = r"\b(?:would|could|might|may|'d) (?:\w+ )?explain\b|\bdo(?:es)? (?:this|that|it) mean\b|\bcould (?:it|this|that) be\b|\bis it possible\b|\b(?:related|connected|correlat\w+) (?:to|with)\b|\b(?:similar to|same as|just like|like) (?:the |what |an? )?(?:\w+ )?(?:issue|problem|incident|outage|we had|last)\b|\breminds me of\b|^if .{3,60} (?:is|are|was|were)\b.*\b(?:we're|we are|it's|they're|that's|then)\b"

SUPPOSING = Rules(
    Act.SUPPOSING,
    any_of(HEDGE, EXPLAINS),
    unless=any_of(
        r"\b(?:should|could|can|need to) (?:probably|maybe|perhaps)\b|\b(?:probably|maybe|perhaps) should\b",
        r"\bi (?:think|believe|guess)(?: that)? (?:we|you|i) (?:should|need|could|can|ought|have to|might want|'d better)\b",
        r"\bi think (?:i|we)(?:'ve| have)? (?:got|fixed|found|solved)\b",
        r"^(?:maybe|perhaps) (?:we|you|i|someone|try)\b|\bmaybe (?:we|you) (?:should|could|can|need)\b",
        r"^i (?:think|guess) so\W*$|^maybe\W*$|^probably\W*$|^i guess\W*$|\bas soon as possible\b|\bif possible\b",
    ),
)
APPEARING = Rules(Act.SUPPOSING, any_of(APPEARS))
"""Weaker: with an exact fact beside it ("it looks like mw1 is running") this is an observation made with care."""
