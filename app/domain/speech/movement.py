"""Which way a number or a state went: errors that drop are better, a success rate that drops is worse."""

import re

from app.domain.speech.act import Direction
from app.domain.speech.rules import any_of

_BAD_WHEN_HIGH = (
    r"\b(?:errors?|latency|p\d\d|response times?|cpu|load|lag|backlog|queues?|timeouts?|failures?|[45]xx|[45]0\ds?|memory|disk|exceptions?"
    r"|retries|restarts?|crashes|traffic|alerts?|saturation|utili[sz]ation|usage|pending|stuck|wait(?:s|ing)?|connections)\b"
)
_GOOD_WHEN_HIGH = (
    r"\b(?:success|hit rate|hit ratio|throughput|availability|healthy|uptime|ready|completed|capacity|orders)\b"
)
_DOWN = r"\b(?:drop(?:s|ped|ping)?|decreas\w+|fall(?:s|ing|en)?|fell|going down|went down|coming down|came down|declin\w+|down to|draining|shrinking|dwindling|catching up|plummet\w*|reduc(?:ed|ing))\b"
_UP = r"\b(?:climb\w*|increas\w+|ris(?:es|en|ing)|rose|spik\w+|jump\w*|shot up|shooting up|going up|went up|went from|grow(?:s|ing|n)?|grew|piling up|maxed|pegged|doubled|tripled)\b"

_BETTER = any_of(
    r"\brecover(?:ing|ed|s|y)?\b(?! time)",
    r"\bback to (?:normal|baseline|green|healthy|usual|where)\b|\bback (?:up|online|in business|to life)\b|\bnormal levels?\b",
    r"\b(?:did|done) the trick\b|\b(?:that|this|it)(?:'s| has| have|'ve)? ?(?:worked|helped|fixed it|did it|solved it)\b",
    r"\b(?:all|everything|things?|it|we(?:'re)?)\b[^.?]{0,20}\b(?:looks?|looking|is|are|'s) (?:all )?(?:good|correct|healthy|better|fine|green|clear|stable|ok|okay)\b",
    r"^(?:\W*)(?:all good|all green|all clear|looks? (?:good|better|healthy|correct|fine)|looking (?:good|better)|fixed|works? (?:now|again)|stable)\b",
    r"\bhealthy again\b|\bworks? (?:now|again|fine|for me)\b|\bworking (?:again|now|fine)\b|\bimprov(?:ing|ed|es|ement)\b|\bstabili[sz]\w+|\bsubsid\w+",
    r"\b(?:i|we)(?:'ve| have)? (?:got|fixed|solved) (?:it|this)\b|\b(?:is|are|seems?|should be|looks?|was|now|got) (?:now )?(?:fixed|stable|mitigated|cleared|caught up)\b",
    r"\b(?:arriving|flowing|loading|processing|delivering|succeeding|responding|coming through|coming in|going through|serving|being served|up|green|ok|online|stable) (?:normally |fine |just fine )?again\b",
    r"\bcoming (?:back )?up\b|\bcaught up\b|\bno (?:more|new|further) (?:errors?|failures?|timeouts?|alerts?|issues?|complaints?)\b|\breturned to\b|\bready: \d/\d",
    r"\bseems? to (?:have )?(?:work|help|fix)(?:ed|ing)?\b|\balready (?:resolved|fixed|mitigated)\b|\bgetting better\b|\bclearing up\b|\ball (?:pods?|nodes?|hosts?|checks?|replicas?) (?:are )?(?:up|running|ready|healthy|green|passing)\b",
)
_NOT_BETTER = any_of(
    r"\b(?:not|n't|never|isn't|aren't|hasn't|no sign of|nowhere near|yet to)\b[^.,;]{0,25}\b(?:recover|back|fixed|work|help|better|healthy|stable|improv|good|fine)",
    r"\b(?:when|once|until|if|before|after|unless)\b[^.,;]{0,40}\b(?:recover|back|fixed|work|help|better|healthy|stable)",
    r"\bhope|\bshould (?:help|fix|recover|improve|bring)\b|\bwill (?:help|fix|recover|improve)\b|\bto (?:fix|help|improve|recover)\b(?! (?:it )?worked)|\bmight (?:help|fix)",
)
_SAME = any_of(
    r"\b(?:did(?:n't| not)|does(?:n't| not)|has(?:n't| not)|have(?:n't| not)|not)\b[^.,;]{0,12}\b(?:help|work|fix|chang|improv|make (?:a|any) difference|do anything|recover|seem to)",
    r"\bno (?:change|effect|difference|luck|improvement|joy|dice|better)\b|\bsame (?:error|result|thing|problem|issue|numbers?)\b|\bunchanged\b|\bnothing changed\b",
    r"\bstill (?:failing|broken|down|seeing|happening|high|erroring|timing out|getting|there|stuck|climbing|red|elevated|degraded|the same|slow|at \d|crash\w*|bad|not|no|isn't|on fire|firing|can't|unable)\b",
    r"\bnot (?:any )?(?:better|fixed|recovering|recovered|working|improving|back)\b",
)
_WORSE = any_of(
    r"\bworse(?:ning|ned)?\b|\bmade (?:it|things) (?:worse|bad)\b|\bnow (?:also|even|everything|all of)\b[^.]{0,30}\b(?:fail|down|error|broke|dead)",
    r"\bbroke (?:it|everything|more|something)\b|\bspreading\b|\bgoing up again\b|\bback up to \d|\b(?:came|come|is|are) back again\b|\bregress\w+",
    r"\b(?:just )?(?:crashed|died|fell over) again\b|\bfailing again\b|\bdown again\b|\bspik\w+ again\b",
)
_AIM = re.compile(
    r"\b(?:to|will|should|would|might|could) (?:\w+ )?(?:drop|reduce|lower|increase|decrease|grow|rise|climb|fall|raise)\b"
)
"""What is meant to move has not moved yet."""
_SERIES = re.compile(r"(\d[\d.,]*)\s*(%|ms|s|k|m)?\s*(?:→|->|=>|\.\.\.|to)\s*(\d[\d.,]*)")
_BAD = re.compile(_BAD_WHEN_HIGH)
_GOOD = re.compile(_GOOD_WHEN_HIGH)
_DOWNWARD = re.compile(_DOWN)
_UPWARD = re.compile(_UP)


def direction(sentence: str) -> Direction | None:
    """Which way a lower-case sentence says things went; None when it does not say."""
    return phrased(sentence) or moved(sentence)


def phrased(sentence: str) -> Direction | None:
    """The same, only where words say so outright: "back to normal", "didn't help", "made it worse"."""
    if _WORSE.search(sentence):
        return Direction.WORSE
    if _SAME.search(sentence):
        return Direction.SAME
    if _BETTER.search(sentence) and not _NOT_BETTER.search(sentence):
        return Direction.BETTER
    return None


def moved(sentence: str) -> Direction | None:
    """The same, only where a number moved."""
    sentence = _AIM.sub(" ", sentence)
    falls, rises = bool(_DOWNWARD.search(sentence)), bool(_UPWARD.search(sentence))
    series = _SERIES.search(sentence)
    if series and not (falls or rises):
        first, last = _value(series[1]), _value(series[3])
        falls, rises = last < first, last > first
    if falls == rises:
        return None
    if _GOOD.search(sentence):
        return Direction.WORSE if falls else Direction.BETTER
    if _BAD.search(sentence):
        return Direction.BETTER if falls else Direction.WORSE
    return None


def _value(digits: str) -> float:
    try:
        return float(digits.replace(",", "").rstrip("."))
    except ValueError:
        return 0.0
