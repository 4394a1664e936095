"""Deeds: what is said to have been done to production was said to be done, not asked, proposed or left."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.formulas import is_formula, without_lead
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.wording import clauses, content, flat, stem, stems, words
from app.domain.entry import Kind
from app.domain.speech.act import Act
from app.domain.speech.operations import HANDLE, HANDLED, HANDLING, OPERATE, OPERATED, OPERATING

_DEED = re.compile(f"{OPERATED}|{OPERATING}|{HANDLED}|{HANDLING}|{OPERATE}|{HANDLE}")
_DONE = re.compile(f"{OPERATED}|{HANDLED}")
_UNDONE = re.compile(
    r"\b(?:ask\w*|suggest\w*|propos\w*|want\w*|should|could|would|whether|if|consider\w*|plan\w*|decid\w*|agreed|let's|prefer\w*|going to|will|to be|can|may|might|not|never|n't|no|before|after|recommend\w*|chose|need\w*|must|offer\w*|promis\w*|request\w*|call\w* for|refus\w*|fail\w* to|owner|due|theory|suspect\w*|think\w*|since|when)\b|n't\b|\?"
)
_WISHED = re.compile(
    r"(?<![?!])\?(?![?!])|^\W*(?:let's|let us|should|could|can|shall|please|pls|maybe|how about|what about|we should|we could|i'd|i would|do not|don't)\b|\b(?:let's|should we|can you|could you|can we|shall we|want me to|please|i'll|i will|we'll|we will|going to|gonna)\b"
)
_SPEECH = re.compile(r"(?<=[.!?\n;])\s+")
_SAME_WORD = frozenset(
    {
        "ran",
        "running",
        "mitigated",
        "started",
        "starting",
        "mitigate",
        "set",
        "put",
        "cut",
        "run",
        "reset",
        "shed",
        "change",
        "changed",
        "raise",
        "update",
        "updated",
        "start",
        "add",
        "drop",
        "cap",
        "mute",
        "push",
        "move",
        "pause",
        "clear",
        "turn",
        "scale",
        "increase",
        "decrease",
        "reduce",
        "merge",
        "extend",
    }
)
"""Verbs that are nouns too: "a change", "the run"."""


_SWEEPING = (
    (
        re.compile(r"\b(?:only|solely|exclusively)\b"),
        re.compile(r"\b(?:only|just|solely|exclusively|nothing but|alone|single|all from)\b"),
    ),
    (
        re.compile(
            r"\b(?:all|every|everyone|everybody|everything|entire|whole|worldwide|completely|fully)\b(?! clear)"
        ),
        re.compile(
            r"\b(?:all|every\w*|entire\w*|whole|each|both|worldwide|global\w*|completely|totally|fully|hard|again|normal)\b|100 ?%"
        ),
    ),
    (re.compile(r"\b(?:always|permanently)\b"), re.compile(r"\b(?:always|every time|permanent\w*)\b")),
    (
        re.compile(r"\b(?:nobody|no one|none)\b(?! (?:set|yet))"),
        re.compile(r"\b(?:nobody|no ?one|none|not|never|no)\b|n't"),
    ),
)

_CERTAIN = re.compile(r"\b(?:confirmed|established|proved|proven|verified|determined|concluded)\b")


def _doubts(cited: Cited) -> bool:
    return cited.heard is not None and Act.SUPPOSING in cited.heard.acts


def deeds(claim: Claim) -> Iterator[Fault]:
    if is_formula(claim):
        return
    own, said = flat(without_lead(claim.own)), " ".join(each.haystack for each in claim.cited)
    for sweeping, backing in _SWEEPING:
        if (match := sweeping.search(own)) and not backing.search(said):
            yield Rule.GROUNDING, match[0]
    if not claim.quotations and not _UNDONE.search(own):
        roots = {stem(word) for word in content(own)}
        backed = roots & frozenset[str]().union(*(each.said.stems for each in claim.cited))
        if backed and not backed & frozenset[str]().union(*(_asserted(each) for each in claim.cited)):
            yield Rule.POLARITY, "only asked or proposed"
    if _CERTAIN.search(own) and claim.cited and all(_doubts(each) for each in claim.cited):
        yield Rule.POLARITY, "only supposed"
    for clause in clauses(without_lead(claim.own)):
        for match in _DEED.finditer(flat(clause)):
            if match[0] not in _SAME_WORD and (fault := _fault(match[0], flat(clause), claim)):
                yield fault


def _fault(deed: str, clause: str, claim: Claim) -> Fault | None:
    roots = _roots(deed)
    if not any(roots & each.stems for each in claim.cited):
        return Rule.GROUNDING, deed
    done = _DONE.fullmatch(deed) is not None and not _UNDONE.search(clause)
    if done and not any(roots & _asserted(each) for each in claim.cited):
        return Rule.POLARITY, f"only asked or proposed: {deed}"
    return None


def _roots(deed: str) -> frozenset[str]:
    """Of "rolled the pods back": rollback, and so revert; of one word, its stem."""
    found = words(deed)
    return stems(f"{found[0]} {found[-1]}") - {stem(found[-1])} if len(found) > 1 else frozenset({stem(found[0])})


def _asserted(cited: Cited) -> frozenset[str]:
    """The stems of what an entry says to be so; a command asserts all of its words."""
    if cited.line.entry.kind not in {Kind.MESSAGE, Kind.UTTERANCE}:
        return cited.stems
    said = (one for one in _SPEECH.split(cited.text.lower()) if not _WISHED.search(flat(one)))
    return frozenset(root for one in said for root in stems(one)) | stems(cited.name)
