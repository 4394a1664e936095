"""Looking back: what went well, and what went badly, in somebody's own words."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

PRAISING = Rules(
    Act.PRAISING,
    any_of(
        r"\b(?:good|great|nice) (?:catch|find|job|work|save|spot)\b|\bquick (?:fix|response|work|turnaround|reaction)\b|\bwell (?:done|handled|spotted)\b",
        r"\b(?:worked|went) (?:really |very |pretty )?(?:well|great|smoothly|nicely)\b|\b(?:glad|luckily|fortunately|thankfully|good thing)\b|\b(?:runbook|alert|rollback|failover|canary|dashboard|monitoring) (?:really |actually )?(?:helped|worked|saved|caught)\b|\bthanks for the (?:quick|heads|fast)\b",
    ),
    unless=any_of(r"\?$", r"\bglad to\b"),
)
WENT_BADLY = (
    r"\bwhat (?:went|did) (?:badly|wrong|poorly|not go well)\b|\bwent (?:badly|poorly)\b|\b(?:didn't|did not) go well\b"
)
REGRETTING = Rules(
    Act.REGRETTING,
    any_of(
        WENT_BADLY,
        r"\b(?:should(?:'ve| have)|shouldn't have|could have) (?:been |\w+ )?(?:caught|noticed|alerted|paged|known|tested|checked|rolled|happened|seen|had|done|told|been)\b|\bwish we (?:had|'d)\b",
        r"\b(?:took|taking) (?:us )?(?:way |far |much )?(?:too )?long\b|\bnobody (?:noticed|knew|was paged|got paged)\b|\bno (?:alert|monitoring|alarm|runbook|docs|documentation)s? (?:for|on|fired|exist|about)\b|\b(?:alert|page|pager|monitoring) (?:didn't|never|did not) (?:fire|go off|trigger|page|catch)\b",
        r"\b(?:runbook|docs?|documentation|wiki|dashboard) (?:is|are|was|were|seems?) (?:wrong|outdated|out of date|stale|missing|confusing|broken|incomplete)\b|\b(?:outdated|out-of-date|stale) (?:docs?|documentation|runbook|wiki)\b|\b(?:can't|cannot|must not|mustn't|shouldn't) (?:have|let) (?:this|that|it) happen\b|\bunfortunately\b|\bwe were (?:blind|lucky|slow)\b|\b(?:still|again) no (?:alert|runbook)\b",
    ),
    unless=any_of(r"\?$"),
)
