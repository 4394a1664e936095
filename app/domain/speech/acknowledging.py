"""Acknowledging: looking, me too, thanks, laughter. Good manners, and no facts."""

import re

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

_SMALL = (
    r"(?:ok(?:ay)?|k|kk|yep|yes|yeah|yup|ya|sure|right|ack(?:'?d|nowledged)?|on it|same(?: here)?|me too|\+1|ty|tyvm|np|lol|lmao|rofl|ha(?:ha)*h?|heh|nice(?: one| work| catch)?|great(?: work| job| idea)?|cool|awesome"
    r"|good (?:catch|call|job|point|idea|morning|luck|work|stuff)|sorry(?: about that)?|oh no+|ouch|wow|whoa|woah|yikes|ugh|hmm+|hm|wait|oh man|oh|ah|aha|weird|strange|interesting|roger|copy(?: that)?|gotcha|got it|makes sense|that makes sense|fair(?: enough)?|agreed|indeed|exactly|thx|thanks?(?: you| a lot| so much| all| folks| everyone)?|cheers|hi|hello|hey|morning|brb|afk|bye|welcome|please|damn|shit|fuck|argh|phew|yay|woo+t?|sweet|perfect|excellent|noted|will do|done deal|no worries|no problem|you're welcome|sounds good|one (?:sec|moment|min)|sec|looks|see|um|eh|er|ah|so|oi|yo|rip|[a-z])"
)
_LOOK = (
    r"(?:i(?:'m| am)|we(?:'re| are)|i'll|i will|let me|lemme|gonna|going to|am|will)? ?(?:also |just |still |now |have a |take a |quickly |go )*"
    r"(?:look(?:ing)?|check(?:ing)?|watch(?:ing)?|investigat(?:e|ing)|tak(?:e|ing) a look|monitor(?:ing)?|dig(?:ging)?|jump(?:ing)? (?:on|in)|see(?:ing)? it too|join(?:ing)?|having a look|working|on it|read(?:ing)?|tail(?:ing)?|pull(?:ing)? up|have a look|keep(?:ing)? an eye)\b"
)

SMALL_TALK = re.compile(rf"^(?:{_SMALL}\W+)*(?:{_SMALL})?\W*$")
"""The whole sentence is made of such words."""

ACKNOWLEDGING = Rules(
    Act.ACKNOWLEDGING,
    any_of(
        r"^(?:\w+ )?" + _LOOK + r"(?:(?!\b(?:but|and (?:see|found|it)|seeing|because)\b|\d|`).)*$",
        r"^(?:thanks|thank you|thx|cheers|congrats|great job|nice work|good job|sorry|apologies|welcome|hi|hello|hey)\b[^\d`]{0,80}$",
        r"^(?:yep |yes |yeah )?(?:just )?(?:got|saw|see|seeing) (?:the|that|this|it|those)(?: (?:alert|page|ping|message)s?)?(?: too| as well| now)?\W*$",
        r"^i see (?:it|that|this|the same)(?: too| as well)?\W*$",
    ),
)
