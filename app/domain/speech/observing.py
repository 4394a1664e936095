"""Observing: something seen in the system, such as a number, a log line or a state."""

from app.domain.speech.act import Act
from app.domain.speech.rules import Rules, any_of
from app.domain.speech.vocabulary import THING

_STATE = (
    r"\b(?:failing|failed|fails|down|broken|stuck|throwing|crash\w*|timing out|timed out|refused|full|exhausted|unreachable|degraded"
    r"|erroring|returning|returns|returned|slow|hanging|hung|maxed|pegged|saturated|missing|corrupt\w*|expired|oom\w*|unavailable"
    r"|rejected|rejecting|dead|empty|overloaded|masked|not responding|flapping|behind|enabled|disabled|healthy|unhealthy|passing|running|active|started|stopped|no longer|no more|anymore)\b"
)
_MOVE = r"\b(?:spik\w+|jump\w*|climb\w*|drop\w*|fell|went (?:up|down|from)|increas\w+|decreas\w+|doubled|tripled|grow(?:n|ing)|grew|ris\w+|rose|dip\w*|bypass\w*|slammed)\b"
_SEEN = (
    r"\b(?:i|we)(?:'m|'re| am| are)? (?:just |also |now |still |only )*(?:see|seeing|saw|noticed?|noticing|get|getting|got|found|spot-?checked)\b|(?:^|[,:;] )(?:just |also |still )?(?:see|seeing|saw|noticed|getting)\b"
    r"|\b(?:i|we) (?:don't|do not|can't|cannot) (?:see|find)\b|\b(?:dashboard|graph|grafana|logs?|metrics?|monitoring|kibana|datadog|sentry|trace)s? (?:says?|shows?|showing|is|are|has)\b"
    r"|\bthere (?:is|are|was|were|seems?)\b|\bit(?:'s| is| was) (?:only|just|all|at)\b|\ball (?:from|of (?:them|it)|errors|requests)\b"
)

STATES = Rules(Act.OBSERVING, any_of(_STATE, _MOVE))
SEES = Rules(Act.OBSERVING, any_of(_SEEN))
HEDGED = Rules(
    Act.OBSERVING,
    any_of(r"\bif\b", r"\bwould\b", r"\bshould\b", r"\blet me know\b", r"\bmaybe\b", r"\bcould\b", r"\bmight\b"),
)


def observes(sentence: str, *, exact: bool) -> bool:
    """Whether a lower-case sentence says how the system is.

    `exact` says that it has a number or an identifier: what is seen is then believed without a system word beside it.
    """
    if HEDGED.heard(sentence):
        return False
    about = THING.search(sentence) is not None
    return (STATES.heard(sentence) and (about or exact)) or (SEES.heard(sentence) and about) or (about and exact)
