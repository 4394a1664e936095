"""Explaining: a cause, stated without doubt."""

from app.domain.speech.act import Act
from app.domain.speech.looking_back import WENT_BADLY
from app.domain.speech.rules import Rules, any_of

EXPLAINING = Rules(
    Act.EXPLAINING,
    any_of(
        r"\broot cause\b|\bcaus(?:ed|ing)\b|\bdue to\b|\bbecause\b|\bthanks to (?:a|an|the)\b|\bas a result of\b|\bturn(?:s|ed) out\b|\bculprit\b|\bto blame\b",
        r"\b(?:the|our|actual|real) (?:problem|issue|reason|cause|bug) (?:is|was|seems|turned)\b|\bthat(?:'s| is| was| would be) why\b|\bwhich (?:is why|explains|caused|broke|means)\b|\b(?:this|that) explains\b",
        r"^(?:the |root |actual |real )*(?:cause|reason|culprit): \w",
        r"\bfound (?:out )?(?:why|how come)\b|\bfound (?:the )?(?:problem|issue|cause|bug|culprit|reason)\b|\b(?:introduced|triggered|broken|enabled|disabled|removed|deleted|changed|overwritten|started) (?:\w+ )?(?:\d+ \w+ ago )?(?:by|in|with|when)\b",
        r"\b(?:was|were|got) (?:\w+ )?(?:accidentally|wrongly|mistakenly|inadvertently|incorrectly)\b|\b(?:accidentally|wrongly|mistakenly|inadvertently)\b|\b(?:didn't|forgot to|never) (?:clean|remov|renew|rotat|updat|migrat|set|scal|restart)\w*",
        r"\bso (?:we're|we are|it's|it is|they're|everything is|all \w+ (?:are|is)) \w+ing\b|\bran out of\b|\bmisconfigur\w+|\btypo in\b|\bmemory leak\b|\bwas set to\b.*\bbut\b|\bdoesn't (?:use|have|support|match)\b.*\b(?:index|so|anymore|any more)\b",
    ),
    unless=any_of(
        WENT_BADLY,
        r"\bcaus(?:ed|ing) (?:any|no)\b",
        r"\b(?:find|figure out|know|investigat\w+|look\w* (?:for|into)|check) (?:the |what |why )",
        r"^because\W*$",
        r"\b(?:cause|reason|culprit): (?:(?:is |still |not |yet )*(?:unknown|unclear|known|open|tbd|none|nobody)|\?)",
        r"\b(?:add|write|create|file|update)\b.*\broot cause\b|\broot cause (?:analysis|unknown|tbd|is unknown)\b",
    ),
)
FOUND = Rules(
    Act.EXPLAINING,
    any_of(
        r"^(?:i |we )?(?:found|got) it\W*$",
        r"^(?:aha|bingo|eureka|gotcha)\W*$",
        r"^(?:i |we )?found (?:the|something)\b[^.]{0,30}[!:.…]*$",
    ),
)
"""Announces that the next sentence is the cause."""
