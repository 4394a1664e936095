"""One sentence, heard: which acts it performs, which way it says things went, and how much it matters."""

import re
from dataclasses import dataclass

from app.domain.speech.acknowledging import ACKNOWLEDGING, SMALL_TALK
from app.domain.speech.act import Act, Direction
from app.domain.speech.answering import ANSWERING
from app.domain.speech.asking import ASKING
from app.domain.speech.deciding import DECIDING
from app.domain.speech.dismissing import DISMISSING
from app.domain.speech.doing import RUNS, STRONG, TRYING, WEAK
from app.domain.speech.explaining import EXPLAINING
from app.domain.speech.impact import IMPACT
from app.domain.speech.looking_back import PRAISING, REGRETTING
from app.domain.speech.movement import moved, phrased
from app.domain.speech.observing import observes
from app.domain.speech.operations import OPERATION
from app.domain.speech.promising import OWNED, UNOWNED
from app.domain.speech.proposing import PROPOSING
from app.domain.speech.reporting import REPORTING
from app.domain.speech.resolving import RESOLVING
from app.domain.speech.ruling_out import OBJECTING, RULING_OUT
from app.domain.speech.sentences import is_code
from app.domain.speech.supposing import APPEARING, SUPPOSING
from app.domain.speech.vocabulary import IDENTIFIER, NUMBER, THING
from app.domain.speech.volunteering import VOLUNTEERING

_WEIGHTS = {
    Act.RESOLVING: 7,
    Act.EXPLAINING: 6,
    Act.IMPACT: 6,
    Act.DECIDING: 5,
    Act.DOING: 5,
    Act.DISMISSING: 5,
    Act.REPORTING: 4,
    Act.RULING_OUT: 4,
    Act.PROMISING: 4,
    Act.VOLUNTEERING: 4,
    Act.OBSERVING: 3,
    Act.SUPPOSING: 3,
    Act.PROPOSING: 2,
    Act.ASKING: 2,
    Act.OBJECTING: 2,
}
_URL = re.compile(r"https?://\S+")
_NEVER_VAGUE = frozenset({Act.VOLUNTEERING, Act.PROMISING, Act.DISMISSING, Act.RESOLVING})
_TELLING_WORDS = 6
_TELLING_SPACES = 3
_HEARD_LIMIT_CHARS = 600
"""How much of one sentence the rules look at; what matters is said sooner."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of plain text. `weight` is 0 for what is not a fact; `code` marks a line of code or log."""

    text: str
    acts: frozenset[Act]
    direction: Direction | None = None
    weight: int = 0
    code: bool = False


def hear(text: str) -> Sentence:
    lowered = _URL.sub(" ", text[:_HEARD_LIMIT_CHARS].lower()).strip()
    if is_code(text):
        act = Act.DOING if RUNS.search(lowered) else Act.OBSERVING
        return Sentence(text, frozenset({act}), weight=_WEIGHTS[act] + (act is Act.DOING), code=True)
    if SMALL_TALK.match(lowered):
        return Sentence(text, frozenset({Act.ACKNOWLEDGING, *_asides(lowered)}))
    about = THING.search(lowered) is not None or OPERATION.search(lowered) is not None
    exact = NUMBER.search(lowered) is not None or IDENTIFIER.search(lowered) is not None
    if ASKING.heard(lowered):
        acts = _question(lowered)
        return Sentence(text, acts, weight=_weight(acts, lowered, about=about, exact=exact))
    outright = phrased(lowered)
    went = outright or moved(lowered)
    acts = _statement(lowered, went, about=about, exact=exact, outright=outright is not None)
    telling = exact or (outright is not None and lowered.count(" ") >= _TELLING_SPACES)
    return Sentence(text, acts, went, _weight(acts, lowered, about=about, exact=telling))


def _weight(acts: frozenset[Act], lowered: str, *, about: bool, exact: bool) -> int:
    """The heaviest act; more for what is exact or about something that runs, less for what is vague."""
    words = lowered.count(" ") + 1
    heaviest = max((_WEIGHTS.get(act, 0) for act in acts), default=0)
    if heaviest == 0:
        return 0
    if about or exact or not acts.isdisjoint(_NEVER_VAGUE):
        return heaviest + about + exact
    return heaviest - (1 if words >= _TELLING_WORDS else 2)


def _asides(lowered: str) -> set[Act]:
    return {rules.act for rules in (PRAISING, REGRETTING, ANSWERING) if rules.heard(lowered)}


def _question(lowered: str) -> frozenset[Act]:
    return frozenset({Act.ASKING} | {rules.act for rules in (PROPOSING, SUPPOSING) if rules.heard(lowered)})


def _statement(lowered: str, went: Direction | None, *, about: bool, exact: bool, outright: bool) -> frozenset[Act]:
    promised = OWNED.heard(lowered) or UNOWNED.heard(lowered)
    asides = _asides(lowered)
    if promised:
        return frozenset({Act.PROMISING, *asides})
    if ACKNOWLEDGING.heard(lowered) and not (went and exact):
        return frozenset({Act.ACKNOWLEDGING, *asides})
    acts = {
        rules.act
        for rules in (RESOLVING, DISMISSING, RULING_OUT, OBJECTING, IMPACT, VOLUNTEERING)
        if rules.heard(lowered)
    } | asides
    acts |= _intended(lowered, about=about, exact=exact) | _believed(lowered, went, exact=exact)
    result = (outright and (about or exact)) or (went is Direction.BETTER and Act.DOING not in acts)
    if REPORTING.heard(lowered) or (result and _plainly(acts)):
        acts.add(Act.REPORTING)
    if not acts & {Act.SUPPOSING, Act.PROPOSING, Act.DECIDING, Act.DOING} and observes(lowered, exact=exact):
        acts.add(Act.OBSERVING)
    return frozenset(acts)


def _plainly(acts: set[Act]) -> bool:
    return not acts & {Act.SUPPOSING, Act.PROPOSING, Act.DECIDING}


def _intended(lowered: str, *, about: bool, exact: bool) -> set[Act]:
    """What is to be done, is being done, or was."""
    acts = {rules.act for rules in (PROPOSING, DECIDING) if rules.heard(lowered)}
    if STRONG.heard(lowered) or TRYING.heard(lowered) or ((about or exact) and WEAK.heard(lowered)):
        acts.add(Act.DOING)
    return acts - {Act.DOING} if Act.PROPOSING in acts else acts


def _believed(lowered: str, went: Direction | None, *, exact: bool) -> set[Act]:
    """Causes, with or without doubt."""
    if SUPPOSING.heard(lowered):
        return {Act.SUPPOSING}
    if APPEARING.heard(lowered):
        return set() if exact or went is not None else {Act.SUPPOSING}
    return {Act.EXPLAINING} if EXPLAINING.heard(lowered) else set()
