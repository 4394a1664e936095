"""Attribution: who is said to have said or done something wrote, or is named in, the entry that tells it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.briefs.guardrails.claim import HOLE, Claim, Quotation
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.wording import content, flat, is_function_word, stem

_AFTER = re.compile(
    r"^\W{0,3}\s*(?:(?:said|says|wrote|reported|reports|asked|asks|noted|according to|per|as|stated by|by)\s+)?"
)
_SUBJECT_AFTER = re.compile(
    r"(?:^|[,;:.!?–—(→¤]|\b(?:and|then|but|that|when|while|after|before|because|as|so|until|since|by|said|says|where|which|once|if|although|though))\s*$"
)
_NO_PREDICATE = re.compile(r"^\s*(?:$|[,;:.)“”¤–—→]|and\b|or\b|'s\b|’s\b|to\b(?=[^:]*:\s*¤))")
_CLAUSE_END = re.compile(
    r"[;:.!?¤→]|\s[–—]\s|,\s(?=\w+ing\b|while|but|and)|\b(?:while|but|after|before|when|because|and then)\b"
)
_TO_COME = re.compile(
    r"^\s*(?:will|'ll|’ll|is going to|is to|plans to|promised|agreed to|owns|takes on|should|must|shall|has to|needs to)\b"
)


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    start: int
    end: int


def attribution(claim: Claim) -> Iterator[Fault]:
    yield from _quotations(claim)
    own = claim.own
    named = _named(own, claim)
    for number, each in enumerate(named):
        before, after = own[: each.start], own[each.end : named[number + 1].start if number + 1 < len(named) else None]
        if before.rstrip().lower().endswith(" by") or before.strip().lower() == "by":
            told = _CLAUSE_END.split(before)[-1]
        elif _SUBJECT_AFTER.search(before.lower()) and not _NO_PREDICATE.match(after):
            told = _CLAUSE_END.split(after.lower())[0]
            if _TO_COME.match(told):
                continue  # a commitment, which is checked as such
        else:
            continue
        if not _did(each.name, told, claim):
            yield Rule.ATTRIBUTION, each.name


def _did(name: str, told: str, claim: Claim) -> bool:
    """Whether one of the entries that tell most of it was written by, or names, that person."""
    sought = {stem(word) for word in content(told) if flat(word) not in name.split()}
    if not sought:
        return True
    scores = [(len(sought & each.stems), each) for each in claim.cited]
    best = max((score for score, _ in scores), default=0)
    return best == 0 or any(_is_by(name, each) or _names(name, each) for score, each in scores if score == best)


def _is_by(name: str, cited: Cited) -> bool:
    return flat(cited.name) == name


def _names(name: str, cited: Cited) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", cited.haystack.removeprefix(flat(cited.name))) is not None


def _named(own: str, claim: Claim) -> list[_Named]:
    """Everybody named, in order: people of the workspace, and whoever wrote a cited entry."""
    authors = {flat(each.name) for each in claim.cited}
    present = {name for name in [*_workspace(own, claim), *authors] if name and not is_function_word(name)}
    found: list[_Named] = []
    lowered = own.lower()
    for name in sorted(present, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", lowered):
            if not any(each.start <= match.start() < each.end for each in found):
                found.append(_Named(name, match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def _workspace(own: str, claim: Claim) -> list[str]:
    words = flat(own.replace(HOLE, " . ")).split()
    known = claim.sources.names
    joined = [
        " ".join(words[start:end]).strip(".,:;!?()'’")
        for start in range(len(words))
        for end in range(start + 1, start + 5)
    ]
    return [name.removesuffix("'s") for name in joined if name.removesuffix("'s") in known]


def _quotations(claim: Claim) -> Iterator[Fault]:
    """The name before a quotation (`X: “…”`, `X to Y: “…”`, `X said “…”`), else right after it, else of the one before."""
    speaker = ""
    end = 0
    for number, quotation in enumerate(claim.quotations):
        follows = claim.quotations[number + 1].start if number + 1 < len(claim.quotations) else len(claim.text)
        before, after = claim.text[end : quotation.start], claim.text[quotation.end : follows]
        end = quotation.end
        if quotation.is_code:
            continue
        speaker = _speaker(before, claim) or _trailing(after, claim) or speaker
        if speaker and not _said(speaker, quotation, claim):
            yield Rule.ATTRIBUTION, speaker


def _speaker(before: str, claim: Claim) -> str:
    told = re.split(r"[;.]\s|→", before)[-1]
    named = _named(told, claim)
    if not named:
        return ""
    if len(named) > 1 and re.search(r"\bto\s*$", told[: named[-1].start]):
        return named[-2].name
    return named[-1].name


def _trailing(after: str, claim: Claim) -> str:
    named = _named(after, claim)
    opener = _AFTER.match(after.lower())
    return named[0].name if named and opener and named[0].start <= opener.end() and "owner" not in after else ""


def _said(speaker: str, quotation: Quotation, claim: Claim) -> bool:
    """Whether the speaker wrote it; one word in marks may be a name for something, which anybody may use."""
    sources = claim.quoted_from(quotation)
    return not sources or any(_is_by(speaker, each) for each in sources) or " " not in quotation.text.strip()
