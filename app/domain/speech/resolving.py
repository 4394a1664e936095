"""Resolving: somebody, or the monitoring, says that it is over."""

import re

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

RESOLVING = Rules(
    Act.RESOLVING,
    any_of(
        r"^\W*(?:\[?resolved\]?|auto-?resolved|all clear|fixed and verified)\b",
        r"\bcalling it\b[^.]*\b(?:resolved|done|over|fixed)\b|[,:] ?resolved\W*$",
        r"\b(?:incident|issue|problem|outage|this|it|everything|we(?:'re| are)?|i'd call (?:it|this)|mark(?:ing|ed)?(?: (?:this|it))?(?: as)?|consider(?:ing)?(?: (?:this|it))?|calling (?:this|it)|declar(?:e|ing) (?:this|it)?) (?:is |are |as |has been |now |all |fully |to be )*(?:resolved|over|mitigated|closed|all clear)\b",
        r"\b(?:fully|completely) (?:recovered|resolved|restored|back|mitigated)\b|\b(?:service|site|everything|all systems?|things|it|we|checkout|app|system|platform) (?:is |are |has been )?(?:fully )?(?:back to normal|restored|operational)\b",
        r"\bauto-?resolved\b|\breturned to (?:normal|baseline)\b|\bclosing (?:this|the incident|it)(?: out)?\b|\bwe(?:'re| are) (?:all )?clear\b",
    ),
    unless=any_of(
        r"\b(?:not|isn't|n't|never|until|once|when|if|before|almost|nearly|partially|hope\w*|should be) (?:\w+ ){0,4}(?:resolved|over|normal|restored|recovered|closed|back)\b",
        r"\?$",
        r"\bdropping back\b",
    ),
)
OUTRIGHT = re.compile(r"\bresolved\b|\ball clear\b|\bclos(?:ed|ing)\b|\bover\b|\bcalling it\b")
"""Declares the end, rather than that things look normal."""
