"""Doing: something tried on production: said before, while or after it is done, or seen as a shell command."""

from app.domain.speech.act import Act
from app.domain.speech.operations import HANDLE, HANDLED, HANDLING, OPERATE, OPERATED, OPERATING
from app.domain.speech.rules import Rules, any_of
from app.domain.speech.vocabulary import COMMAND

_ADVERBS = r"(?:just |already |now |also |then |manually |gonna |temporarily |have |finally |quickly |successfully |been |again )*"
_NOT = any_of(
    r"\b(?:not|n't|never|haven't|hasn't|didn't|without|before|after|if|when|once|who|which|instead of|avoid|until|since|should|could|would|might|may|can|need to|needs? to|want to|how to|to avoid|failed to|fails to|unable to|try(?:ing)? not to|recently|yesterday|last (?:week|night|month)) (?:\w+ ){0,3}?(?:"
    + OPERATE
    + "|"
    + OPERATED
    + "|"
    + OPERATING
    + "|"
    + HANDLE
    + "|"
    + HANDLED
    + "|"
    + HANDLING
    + ")"
)
_SELF = r"\b(?:i|we)(?:'m|'re|'ve|'ll| am| are| have| will|'d| had)? " + _ADVERBS
_INTENT = (
    r"(?:\b(?:going to|gonna|about to|trying to|let me|lemme|i'll|we'll|i will|we will|gonna)\b) "
    + _ADVERBS
    + r"(?:go ahead and |try to |try and )?"
)
_OPENS = r"^(?:(?:ok|okay|alright|right|so|and|fyi|update|done|also|yes|yep|hotfix)[,:. ]+)?" + _ADVERBS
_STATE = (
    r"(?! (?:would|is|was|are|were|will|means?|could|should|has|have|had|does|did|by default|on purpose|but|state|mode|since"
    r"|failing|seeing|getting|throwing|returning|happening)\b| (?:at|around|about) ~?\d)"
)
"""What follows a participle that describes a state: "masked would survive", "disabled on purpose"."""
_MIDWAY = r"\b(?:and|then|now|so|,) " + _ADVERBS

_EXCUSED = r"\b(?:deployed|redeployed|shipped|merged|pushed)\b[^.;]*\bbut (?:it|that|this)(?:'s| is| was) (?:only|just|unrelated)\b"
"""What somebody admits to have put out before the trouble, and thinks harmless; it was no attempt to mend it."""

STRONG = Rules(
    Act.DOING,
    any_of(
        _SELF + f"(?:{OPERATED}|{OPERATING})",
        _INTENT + OPERATE,
        _OPENS + f"(?:{OPERATED}|{OPERATING})(?!:)" + _STATE,
        _MIDWAY + f"(?:{OPERATING}|{OPERATED})" + _STATE,
        f"{OPERATING} (?:it |them |this |that )?now\\b",
        r"\b(?:rollback|revert|hotfix|fix|patch|failover|redeploy|workaround|mitigation) (?:is |was |has been |has |now )*(?:out|live|merged|deployed|done|complete[d]?|finished|started|running|in progress|in place|applied|rolling out|going out|underway|pushed|shipped|up)\b",
        r"\b(?:pushed|pushing|shipped|shipping|merged|merging|deploying|applied|applying) (?:a |the |my |our |that )*(?:\w+ )?(?:fix|hotfix|patch|revert|rollback|workaround|change|pr|config|mitigation)\b",
        r"\b(?:has been|have been|is being|are being) (?:all )?" + OPERATED + r"\b(?! (?:by|in) )",
    ),
    unless=any_of(_NOT.pattern, _EXCUSED),
)
WEAK = Rules(
    Act.DOING,
    any_of(
        _SELF + f"(?:{HANDLED}|{HANDLING})",
        _INTENT + HANDLE,
        _OPENS + f"(?:{HANDLED}|{HANDLING})" + _STATE,
        f"{HANDLING} (?:it|them|this|that) now\\b",
        _MIDWAY + HANDLING,
    ),
    unless=any_of(_NOT.pattern, _EXCUSED),
)
"""Needs something that runs beside it: "adding the index", not "adding to what she said"."""
TRYING = Rules(
    Act.DOING,
    any_of(
        r"\b(?:let me|lemme|going to|gonna|i'll|we'll) try (?:something|that|it|this|again)\b",
        r"^trying (?:that|it|this|something|again)\b",
    ),
)
RUNS = COMMAND
