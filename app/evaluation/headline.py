"""What somebody who reads only the top of a summary would do, in points: 100, 65, 35 or 0.

The top is the document's headline and its first three statements. Words are compared by their stems; words for one and the
same operation (roll back and revert, restart and bounce, disable and turn off; see `wording.OPERATIONS`) count as one.

- 0 where the top misleads: a statement presents as cause or fix what the truth has ruled out.
- 100 where one statement names what fixed it: one of the truth's fixes, by one of its operations together with at least
  a third of what it was done to (names of services and versions aside), or by 60 % of its words; and the top names the
  right service, or the statement at least half of what it was done to. Where nothing needed doing, saying so is the fix.
- 65 where it points the right way: 40 % of the words of the root cause, or the fix's operation without its object.
- 35 where it has the right service or at least half of an alert's words.
- 0 otherwise.
"""

import re

from app.domain.brief import Context, Document, Statement
from app.evaluation.facts import Messages
from app.evaluation.truth import Truth
from app.evaluation.wording import objects, operations, share, tells, words

FIX, DIRECTION, SYMPTOM, NOTHING = 100, 65, 35, 0
_STATEMENTS = 3
_OBJECT = 1 / 3
_FALSE_WORDS = 0.6
_CAUSE_WORDS = 0.4
_SYMPTOM_WORDS = 0.5
_STATE = re.compile(r"declared \d{4}-\d\d-\d\d \d\d:\d\d UTC")
_SETTING = re.compile(r"^(?:Status|Severity): ")
_NOT_CLAIMED = re.compile(
    r"^(?:ruled out|seems ruled out|theory|dismissed)\b|→ (?:no effect|made worse|no result stated)|; against: ",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"^stated cause\b|→ helped|\b(?:root cause|caused by|because of|due to|fixed by)\b", re.IGNORECASE
)


def headline_points(document: Document, context: Context, truth: Truth) -> int | None:
    """The points, or None where the truth knows neither a fix nor a cause, so that nothing can be said."""
    if not truth.fixes and not truth.root_cause:
        return None
    top = document.statements[:_STATEMENTS]
    if any(_misleads(each, context, truth) for each in top):
        return NOTHING
    said = [_STATE.sub("", document.headline), *(each.text for each in top if not _SETTING.match(each.text))]
    there = frozenset().union(*map(words, said))
    on_service = _on_service(truth, there)
    points = [_fix_points(fix, text, truth, on_service=on_service) for fix in truth.fixes for text in said]
    best = max(points, default=NOTHING)
    if best == FIX:
        return FIX
    if best == DIRECTION or share(words(truth.root_cause), there) >= _CAUSE_WORDS:
        return DIRECTION
    symptoms = [fact.what for fact in truth.of("alerts") if fact.what]
    seen = any(share(words(each), there) >= _SYMPTOM_WORDS for each in symptoms)
    return SYMPTOM if on_service or seen else NOTHING


def _fix_points(fix: str, said: str, truth: Truth, *, on_service: bool) -> int:
    """What one statement is worth for one fix."""
    wanted = operations(fix)
    does = bool(wanted & operations(said))
    if "wait" in wanted and does:
        return FIX
    services = frozenset().union(*map(words, truth.services))
    named = frozenset(word for word in objects(fix) - services if not word[0].isdigit())
    object_share = share(named, words(said)) if named else float(on_service)
    if tells(said, fix) or (does and object_share >= _OBJECT):
        return FIX if on_service or object_share >= _SYMPTOM_WORDS else DIRECTION
    return DIRECTION if does else NOTHING


def _on_service(truth: Truth, there: frozenset[str]) -> bool:
    """Whether a service is named by its name or, where that has several parts, by one of them."""
    return any(words(service) & there for service in truth.services)


def _misleads(statement: Statement, context: Context, truth: Truth) -> bool:
    """Whether it claims what turned out not to be so."""
    if _NOT_CLAIMED.search(statement.text) or not _CLAIMED.search(statement.text):
        return False
    messages = Messages(context)
    said = words(statement.text)
    right = share(words(truth.root_cause), said) >= _CAUSE_WORDS
    return not right and any(
        messages.cites(statement, fact) or share(words(fact.what), said) >= _FALSE_WORDS
        for fact in truth.of("ruled_out")
    )
