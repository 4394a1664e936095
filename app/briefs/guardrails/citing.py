"""Citing: there are citations, of entries that the writer had, that are still there, and no more than a sentence needs."""

from collections.abc import Iterator

from app.briefs.guardrails.claim import Claim
from app.briefs.guardrails.finding import Fault, Rule

MOST_CITED = 12
"""How many things said by people one statement may rest on. Alerts repeat: any number of those may be counted."""


def citing(claim: Claim) -> Iterator[Fault]:
    if not claim.statement.citations:
        yield Rule.UNCITED, ""
    for number in claim.statement.citations:
        line = claim.sources.line(number)
        if line is None:
            yield Rule.UNKNOWN_ENTRY, str(number)
            return
        if line.deleted or line.entry.erased:
            yield Rule.DELETED, str(number)
    said = sum(not each.by_machine for each in claim.cited)
    if said > MOST_CITED:
        yield Rule.TOO_MANY, str(said)
