"""Causes and outcomes: only where a cited entry states them, and then with who did."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.wording import content, flat, stem
from app.domain.entry import Kind
from app.domain.json import text_of
from app.domain.speech.act import Act, Direction
from app.domain.speech.alarm import AlarmState

CAUSAL = re.compile(
    r"\b(?:caus(?:e|ed|es|ing)|because|due to|root cause|led to|leads to|leading to|result(?:ed|ing|s)? (?:in|from)|as a (?:result|consequence)|consequence of|trigger(?:ed|ing|s)|thanks to|owing to|stem(?:s|med|ming) from|aris\w+ from|originat\w+ (?:from|in|with)|responsible for|culprit|to blame|blamed?|the reason|reason (?:for|was|is)|brought (?:down|on|about) by|attribut(?:ed|able) to|explain(?:s|ed) (?:the|why|by)|down to (?:a|the)|provok\w+|induced|traced (?:back )?to|introduced by|turned out to be|why (?:it|the|we)|behind the|made .{0,30} (?:fail|crash|break))\b"
)
_LABEL = re.compile(
    r"\b(?:cause|owner|due): unknown\b|\bcause (?:is |was |yet |remains )*(?:unknown|not known|unclear)|\b(?:not|n't|nobody|no one|unknown) (?:\w+ ){0,3}(?:cause|why)\b|\bdo not know its cause\b"
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|possibl[ey]|perhaps|maybe|probably|likely|suspect\w*|supposed\w*|think\w*|thought|theor\w+|hypothes\w+|guess\w*|believ\w*|suggest\w*|propos\w*|wonder\w*|appear\w*|seem\w*|doubt\w*|ruled out|unsure|question\w*|ask\w*)\b"
)
_FIXED = re.compile(
    r"\b(?:fix(?:ed|es)|resolv(?:ed|es)|mitigat(?:ed|es)|help(?:ed|s)|solv(?:ed|es)|work(?:ed|s)(?! on\b)|recover(?:ed|s)|restored|success(?:ful|fully)?|succeeded|cured|repaired|over now|back to normal|made (?:it |things )?worse|no effect|improved|stabili[sz]ed|did the trick|completed successfully)\b"
)
_UNDONE = re.compile(
    r"\b(?:not|n't|never|unresolved|unknown|whether|until|if|to be|isn't|yet|should|would|will|hope\w*|tr(?:y|ied|ying) to)\b"
)
_RESOLVED = frozenset({"resolved", "closed", "monitoring"})
_SHARED = 0.5


def causes(claim: Claim) -> Iterator[Fault]:
    own = _LABEL.sub(" ", flat(claim.own))
    wording = CAUSAL.search(own)
    if wording is None or is_formula(claim):
        return
    stating = [each for each in claim.cited if _states_cause(each)]
    doubting = [each for each in claim.cited if _supposes(each)]
    if not stating and not (doubting and _HEDGED.search(own)):
        yield Rule.CAUSE, wording[0]
    elif not any(_is_attributed(claim, each) and _is_about(claim, each, own) for each in stating or doubting):
        yield Rule.CAUSE, f"nobody named: {wording[0]}"


def outcomes(claim: Claim) -> Iterator[Fault]:
    own = flat(claim.own)
    wording = next((match for match in _FIXED.finditer(own) if not _is_undone(own, match.start())), None)
    if wording is None or is_formula(claim):
        return
    stating = [each for each in claim.cited if _states_outcome(each, wording[0])]
    if not stating:
        yield Rule.OUTCOME, wording[0]
    elif not any(
        _is_attributed(claim, each) or each.by_machine or each.line.entry.kind is Kind.STATUS for each in stating
    ):
        yield Rule.OUTCOME, f"nobody named: {wording[0]}"


def _is_undone(own: str, start: int) -> bool:
    return any(
        own[start - len(match[0]) - 20 : start].count(match[0])
        for match in _UNDONE.finditer(own[max(0, start - 30) : start])
    )


def _acts(cited: Cited) -> frozenset[Act]:
    return cited.heard.acts if cited.heard else frozenset()


def _states_cause(cited: Cited) -> bool:
    said = flat(cited.text)
    if Act.EXPLAINING in _acts(cited):
        return True
    return CAUSAL.search(said) is not None and not _HEDGED.search(said) and "?" not in said


def _supposes(cited: Cited) -> bool:
    return (
        cited.line.entry.kind is Kind.HYPOTHESIS
        or bool(_acts(cited) & {Act.SUPPOSING, Act.RULING_OUT, Act.PROPOSING})
        or CAUSAL.search(flat(cited.text)) is not None
    )


def _is_attributed(claim: Claim, cited: Cited) -> bool:
    """Whether the statement names who said it, or quotes them at it."""
    names = {flat(cited.name), flat(cited.name).split(" ")[0]}
    own = flat(claim.own)
    if any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own) for name in names):
        return True
    return any(cited in claim.quoted_from(each) and " " in each.text for each in claim.quotations)


def _is_about(claim: Claim, cited: Cited, own: str) -> bool:
    """Whether what is said to be a cause, or a reason, is one that this entry gives."""
    names = {part for each in claim.cited for part in flat(each.name).split()}
    for told in CAUSAL.split(own)[1:]:
        roots = [stem(word) for word in content(told) if word not in names]
        if roots and sum(each in cited.stems for each in roots) / len(roots) < _SHARED:
            return False
    return True


def _states_outcome(cited: Cited, wording: str) -> bool:
    entry, heard = cited.line.entry, cited.heard
    if entry.kind is Kind.STATUS:
        return text_of(entry.details.get("to")) in _RESOLVED
    if heard is None:
        return False
    if heard.alarm is not None and heard.alarm.state is AlarmState.ENDED:
        return True
    directions = {sentence.direction for sentence in heard.sentences}
    if bad := Direction.WORSE if "worse" in wording else Direction.SAME if "no effect" in wording else None:
        return bad in directions
    if Direction.BETTER in directions or Act.RESOLVING in heard.acts:
        return True
    return any((stem(word), True) in cited.polarities for word in wording.split())
