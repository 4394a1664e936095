"""Impact: who or what is affected, and how badly."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of

_WHO = r"\b(?:customers?|users?|clients?|merchants?|subscribers?|visitors?|players?|editors?|readers?|tenants?|partners?|shoppers?|people|everyone|everybody|nobody|no one|teams?|stores?|payers?|buyers?|sellers?|drivers?|patients?)\b"
_HURT = r"\b(?:haven't|hasn't|not (?:received|receiving|getting|seeing|able)|never (?:got|received)|affected|impacted|can't|cannot|can not|unable|fail(?:ing|s|ed)?|complain\w*|report(?:s|ed|ing)?|los(?:t|e|ing)|down|see(?:ing|s)? (?:errors?|failures?|[45]\d\d|timeouts?|blank|slow|old|stale)|getting (?:errors?|[45]\d\d|timeouts?|logged out|charged)|blocked|stuck|locked out|charged twice|double.charged|waiting|timing out)\b"

IMPACT = Rules(
    Act.IMPACT,
    any_of(
        _WHO + r"[^.;]{0,60}?" + _HURT,
        _HURT + r"[^.;]{0,30}?\bfor (?:\w+ ){0,3}" + _WHO,
        r"\b(?:all|most|some|half|a (?:third|quarter|fraction|lot)|many|\d+(?:\.\d+)?%|~?\d[\d,.k]*) (?:of )?(?:our |the |all )?(?:\w+ )?"
        + _WHO
        + r"(?! (?:in|on) (?:the )?(?:call|channel))",
        r"\b\d[\d,.k]*\+? (?:\w+ ){0,2}(?:events|messages|orders|requests|jobs|emails|payments|transactions|records|rows|checkouts|uploads|sessions|users|customers) (?:were |was |got |have been |are |is )?(?:dropped|lost|failed|failing|delayed|missed|duplicated|affected|stuck|not delivered)\b",
        r"\b\d+(?:\.\d+)? ?% of (?:all |the |our )?(?!cpu|memory|disk|heap|ram|pods?|nodes?)[\w-]+ (?:are |is |now )*(?:time|timing|timed) out\b"
        r"|\b\d+(?:\.\d+)? ?% of (?:all |the |our )?(?:\w+ )?(?:requests|searches|orders|checkouts|logins|uploads|calls|payments|messages|emails) "
        r"(?:are |is |now )*(?:fail\w*|error\w*|dropp?\w*|lost|slow)\b",
        r"\b(?:tickets?|complaints?|reports?|calls|emails) (?:\w+ ){0,5}(?:about|from|of)\b|\b\d+\+? (?:\w+ )?(?:tickets?|complaints?|reports?)\b|\b(?:cs|support|helpdesk) (?:\w+ )?(?:queue|tickets|calls)\b",
        r"\blos(?:ing|t) (?:\w+ ){0,3}(?:money|revenue|orders|data|sales|messages|events)\b|\bcosting (?:us|them)\b|\bdata loss\b|\bcustomer.(?:impact|facing)\b|\brevenue\b.*\d",
        r"\b(?:the )?(?:\w+ )?(?:site|website|app|checkout|login|search|homepage|store|api|portal|signups?|uploads?|payments?|emails?) (?:is|are|was|were|has been|went|seems?|appears?) (?:to be )?(?:completely |totally |fully |hard |mostly |still )?(?:down|unavailable|unreachable|offline|broken|dead|not loading)\b",
        r"^(?:\w+ )?impact(?: (?:is|so far|was))?:|\b(?:nobody|no one) can \w+|\bno (?:customer |user |user.facing )?impact\b|\bimpact (?:is|was|so far|looks|limited|seems)\b|\b(?:failed|lost|delayed|stuck|duplicate) (?:\w+ )?(?:orders?|checkouts?|payments?|transactions?|emails?|jobs|messages|uploads|logins): ?~?\d",
    ),
    unless=any_of(
        r"\?$",
        r"\b(?:if|would|could|might)\b[^.]{0,20}\b(?:affect|impact)",
        r"\breach out to (?:the )?(?:customers|users)\b",
    ),
)
