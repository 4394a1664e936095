"""Dismissing: known, expected, planned, or a false alarm."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

DISMISSING = Rules(
    Act.DISMISSING,
    any_of(
        r"\bfalse (?:alarm|positive|alert)\b|^\W*known issue\b|\b(?:is|are|it's|that's|this is) (?:a )?(?:known issue|expected)\b|^expected\b|^(?:please )?ignore\b|\bplanned (?:change|maintenance|work|deploy\w*)\b",
        r"\bmaintenance(?: window)?\b|\bthreshold (?:is )?too (?:sensitive|low|tight|high)\b|\bnot (?:a )?(?:real|an) (?:incident|issue|problem|outage)\b|\bnothing to (?:worry|see|do)\b|\bmetrics? (?:actually )?look(?:s)? (?:fine|normal|ok)\b|\bjust (?:noise|a blip|flapping|a test)\b|\bload test\b|\btest alert\b|\bno action (?:needed|required)\b|\bbenign\b",
    ),
    unless=any_of(
        r"\?$",
        r"\bnot (?:a )?(?:false|expected|planned|known)\b|\bunexpected\b|\bwant(?:ed)? to make sure\b|\b(?:after|cancel|no) (?:the )?maintenance\b",
    ),
)
