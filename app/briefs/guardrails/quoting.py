"""Quoting: what stands in quotation marks or as code was said so, in one cited entry, and means there what it means here."""

import re
from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim, Quotation, find
from app.briefs.guardrails.finding import Fault, Rule
from app.briefs.guardrails.sources import Cited
from app.briefs.guardrails.wording import negates

_SENTENCE_START = re.compile(r"[.!?;:,()\n•–—>]|\s-\s")
_NEAR_WORDS = 4


def quoting(claim: Claim) -> Iterator[Fault]:
    for quotation in claim.quotations:
        if not quotation.pieces:
            continue
        rule = Rule.CODE if quotation.is_code else Rule.QUOTATION
        sources = claim.quoted_from(quotation)
        if not sources and not _is_detail(quotation, claim):
            yield rule, quotation.text
        elif sources and all(_is_turned(quotation, each) for each in sources):
            yield Rule.QUOTATION, f"without its “not”: {quotation.text}"


def _is_detail(quotation: Quotation, claim: Claim) -> bool:
    """Whether it is the name of something, or of a person, that a cited entry has outside its words."""
    return any(
        len(quotation.pieces) == 1 and quotation.pieces[0] in map(str.lower, each.details) for each in claim.cited
    )


def _is_turned(quotation: Quotation, cited: Cited) -> bool:
    """Whether a "not" is left out: just before the words quoted, or between two pieces of one sentence."""
    lines = cited.flat_lines
    end = -1
    for piece in quotation.pieces:
        at = find(piece, lines)
        gap = lines[end:at] if 0 <= end < at else ""
        before = gap if gap and not re.search(r"[.!?\n]", gap) else _SENTENCE_START.split(lines[:at])[-1]
        near = before.split()
        if negates(" ".join(near if before is gap else near[-_NEAR_WORDS:])):
            return True
        end = at + len(piece)
    return False
