"""Ruling out: what it is not. And objecting: disagreement with what was just said."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

RULING_OUT = Rules(
    Act.RULING_OUT,
    any_of(
        r"\brul(?:ed|es|ing|e) (?:it|that|this|the \w+)? ?out\b|\bred herring\b|\bunrelated\b|\b(?:not|isn't|wasn't|aren't|doesn't look) (?:\w+ )?related\b|\bfalse lead\b|\bdead end\b",
        r"\b(?:it's|its|it is|that's|this is|was|it was) not (?:the|a|an|our|caused|due|from|that|because|dns)\b|\b(?:isn't|wasn't|aren't|weren't) (?:the (?:cause|problem|issue|culprit|reason)|caused|due|it\b|us\b|our\b|from)",
        r"\b(?:that's|that is|it's|it is|this is|isn't|wasn't) not (?:it|that)\b|\b(?:that|it|this) (?:isn't|wasn't) (?:it|that)\b",
        r"\b(?:it|this|that) (?:isn't|wasn't|is not|was not) (?:the|an?|our) [\w-]+",
        r"^not (?:the |an? |our )?(?!yet|now|really|quite|exactly|much|too|bad|good|great|nice|so|at|here|there|in|on|from|for|me|my|it|that|this|all|any|everyone|everybody)"
        r"[\w-]+(?: [\w-]+)?[,;] ",
        r"^so (?:it's |it is |it was )?not \w|\bnot (?:the|a|our) (?:\w+ ){1,3}(?:then|after all)\b",
        r"\bcan(?:'t|not) be (?:the|that|it|this|a|caused)\b|\bcouldn't be (?:the|that|it)\b|\bnot (?:the (?:cause|problem|issue|culprit)|dns|our (?:fault|side|end))\b",
        r"\bno (?:recent |new )?(?:deploys?|deployments?|releases?|changes?|config changes?|rollouts?)(?: (?:today|recently|since|in the|went))\b|^(?:nope|no)\W+(?:\w+ ){0,2}(?:last|no|nothing|not(?! doing| going| yet))\b",
        r"\bnothing (?:has |was |got )?(?:changed|deployed|shipped|unusual|weird|odd|wrong|suspicious)\b|\bdidn't (?:do|change|touch|deploy) (?:anything|it)\b|\bwe can exclude\b|\b(?:excluded|eliminated) (?:the|that|it)\b",
    ),
    unless=any_of(
        r"\bif\b",
        r"\bnot (?:the )?(?:same|only|first|sure|clear)\b",
        r"\b(?:not|can't|cannot|don't|n't) (?:\w+ ){0,4}rul(?:e|ed|ing)\b",
    ),
)
OBJECTING = Rules(
    Act.OBJECTING,
    any_of(
        r"\bi (?:don't|do not) (?:think|believe|agree|buy)\b|\bi doubt\b|\bdisagree\b|\bnot (?:so )?(?:sure|convinced) (?:about|that|it)\b|\bi'm not (?:so )?sure\b|\bnot convinced\b",
        r"^(?:no|nope|nah)\b[,. ]+(?!problem|worries|idea|luck|more|new|further)\w|\bthat (?:doesn't|does not|can't|wouldn't) (?:make sense|explain|add up|fit|match)\b|\bbut (?:that|this|it) (?:doesn't|wouldn't|can't) (?:explain|match|fit)\b",
        r"^actually,? (?:no|it's not|that's not)\b|\bthat's not (?:it|right|what|how)\b|\bwrong (?:theory|tree|direction)\b",
    ),
    unless=any_of(r"\bnot sure (?:if|what|why|how)\b.*\?$"),
)
